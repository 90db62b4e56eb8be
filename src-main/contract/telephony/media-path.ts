/**
 * What carries the audio of a call that ICE found a way for, by our candidate (RFC 8445 §5.1.1): an address of this
 * machine (`host`), one that a NAT gave us (as STUN saw it, `srflx`, or the PBX alone, `prflx`), or one of the TURN server.
 */
export const mediaPaths = ['host', 'srflx', 'prflx', 'relay'] as const
export type MediaPath = (typeof mediaPaths)[number]
