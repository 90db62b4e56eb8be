import { ProtectionProfileAes128CmHmacSha1_80, RtpHeader, SrtpSession } from 'werift'
import type { SrtpParameters } from '@contract/ipc/media-protocol'
import type { RtpPacket } from '../phone/rtp-packet'

/** SRTP by another implementation than the relay's own. */
export interface PeerSrtp {
  seal(packet: RtpPacket): Buffer
  /** null for what is not authentic */
  open(datagram: Buffer): Buffer | null
}

const keyOf = (base64: string) => Buffer.from(base64, 'base64').subarray(0, 16)
const saltOf = (base64: string) => Buffer.from(base64, 'base64').subarray(16)

/** The other end of AES_CM_128_HMAC_SHA1_80. @param parameters - as the relay is given them */
export function peerSrtp({ send, receive }: SrtpParameters): PeerSrtp {
  const session = new SrtpSession({
    keys: {
      localMasterKey: keyOf(receive),
      localMasterSalt: saltOf(receive),
      remoteMasterKey: keyOf(send),
      remoteMasterSalt: saltOf(send)
    },
    profile: ProtectionProfileAes128CmHmacSha1_80
  })
  return {
    seal: ({ payload, ...header }) =>
      session.encrypt(payload, new RtpHeader({ version: 2, ...header })),
    open: (datagram) => {
      try {
        return session.decrypt(datagram)
      } catch {
        return null
      }
    }
  }
}
