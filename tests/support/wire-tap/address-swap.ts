import type { SipMessage } from '../../../src-main/demo-pbx/sip/sip-message'
import type { SipPeer } from '../phone/sip-link'
import { uriHost } from '../phone/sip-link'

/** An address with its port, as it stands in a Via or a Contact. */
export function hostPort({ address, port }: SipPeer): string {
  return `${uriHost(address)}:${port}`
}

/** Puts one address in place of another wherever it stands in start line and headers: Via, Contact, Request-URI. */
export function swapAddress(message: SipMessage, from: SipPeer, to: SipPeer): SipMessage {
  const swap = (text: string) => replaceAddress(text, hostPort(from), hostPort(to))
  const headers = message.headers.map(({ name, value }) => ({ name, value: swap(value) }))
  return message.kind === 'request'
    ? { ...message, requestUri: swap(message.requestUri), headers }
    : { ...message, headers }
}

/** Not inside a longer port number. */
function replaceAddress(text: string, from: string, to: string): string {
  return text.split(from).reduce((done, next) => `${done}${/^\d/.test(next) ? from : to}${next}`)
}

/**
 * Replaces the audio address of an SDP, at session and at media level. Where it has candidates (RFC 8839), ours is the only
 * one: ICE checks who it speaks to, not from where.
 */
export function swapAudioAddress(sdp: string, { address, port }: SipPeer): string {
  const family = address.includes(':') ? 'IP6' : 'IP4'
  const candidate = `a=candidate:1 1 udp 2130706431 ${address} ${port} typ host`
  return sdp
    .replace(/(^a=candidate:.*\r?\n)+/m, `${candidate}\r\n`)
    .replace(/^c=IN IP[46] [^\s/]+/gm, `c=IN ${family} ${address}`)
    .replace(/^m=audio [1-9]\d*/m, `m=audio ${port}`)
}
