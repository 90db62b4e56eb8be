import { peerSrtp, type PeerSrtp } from '../../support/media/peer-srtp'
import { parseRtp } from '../../support/phone/rtp-packet'
import type { WireLog } from '../../support/wire-tap/wire-log'
import type { Renumbering } from './steady-sequence'

const suite = 'AES_CM_128_HMAC_SHA1_80'

/**
 * For SRTP with SDES: opens what the PBX sent with the key of its answer, and seals it anew with another number and the
 * rollover counter that goes with it, by another implementation than the app's.
 */
export function sealedRenumbering(log: WireLog): Renumbering {
  let known: { readonly key: string; readonly srtp: PeerSrtp } | undefined
  return (datagram, renumber) => {
    const key = keyOfPbx(log)
    if (key === undefined) return null
    if (known?.key !== key) {
      known = { key, srtp: peerSrtp({ suite, send: key, receive: key }) }
    }
    const plain = known.srtp.open(datagram)
    const packet = plain && parseRtp(renumber(plain))
    return packet ? known.srtp.seal(packet) : null
  }
}

function keyOfPbx({ messages }: WireLog): string | undefined {
  const keys = messages.flatMap(({ from, message }) => {
    const [, key] =
      /^a=crypto:\d+ AES_CM_128_HMAC_SHA1_80 inline:(\S{40})/m.exec(message.body) ?? []
    return from === 'pbx' && key !== undefined ? [key] : []
  })
  return keys.at(-1)
}
