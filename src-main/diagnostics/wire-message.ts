/** One SIP message as it went over the wire; whoever traces is told of each. */
export interface WireMessage {
  readonly direction: 'sent' | 'received'
  /** as it stands in a Via, e.g. `UDP` */
  readonly protocol: string
  readonly local: WireAddress
  readonly remote: WireAddress
  readonly bytes: Uint8Array
}

/** `host` is an IP literal without brackets */
export interface WireAddress {
  readonly host: string
  readonly port: number
}
