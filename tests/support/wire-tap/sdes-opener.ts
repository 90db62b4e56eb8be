import { ProtectionProfileAes128CmHmacSha1_80, SrtpSession } from 'werift'

/** Opens the SRTP of one side. null: not authentic, not for one of the keys, or of a suite that is not known here. */
export type SdesOpener = (datagram: Buffer) => Buffer | null

const cryptoLine = /^a=crypto:\d+ AES_CM_128_HMAC_SHA1_80 inline:([A-Za-z0-9+/=]{40})/gm

/**
 * For what a side sends whose SDP this is (RFC 4568 §6.1), by another implementation than the product's own. Which of
 * the keys on offer was taken shows when a packet opens.
 *
 * @returns undefined when the SDP has no keys: the audio is plain RTP
 */
export function sdesOpener(sdp: string): SdesOpener | undefined {
  if (!/^a=crypto:/m.test(sdp)) return undefined
  const sessions = Array.from(sdp.matchAll(cryptoLine), ([, inline = '']) => sessionOf(inline))
  return (datagram) => {
    for (const session of sessions) {
      try {
        return session.decrypt(datagram)
      } catch {
        // The key of another line.
      }
    }
    return null
  }
}

function sessionOf(inline: string): SrtpSession {
  const bytes = Buffer.from(inline, 'base64')
  const [key, salt] = [bytes.subarray(0, 16), bytes.subarray(16)]
  return new SrtpSession({
    keys: {
      localMasterKey: key,
      localMasterSalt: salt,
      remoteMasterKey: key,
      remoteMasterSalt: salt
    },
    profile: ProtectionProfileAes128CmHmacSha1_80
  })
}
