import { createCipheriv } from 'node:crypto'

/** What encrypts and authenticates one direction of RTP or of RTCP. */
export interface SessionKeys {
  readonly cipherKey: Buffer
  readonly authKey: Buffer
  readonly salt: Buffer
}

const cipherKeyLength = 16
const authKeyLength = 20
const saltLength = 14

/** A master key and its salt, one after the other (RFC 4568 §6.1, §6.2). */
export const masterKeyLength = cipherKeyLength + saltLength

/** Labels of RFC 3711 §4.3.1 and §4.3.2: cipher key, authentication key, salt. */
const labels = { rtp: [0, 1, 2], rtcp: [3, 4, 5] } as const

/**
 * The session keys of a master key (RFC 3711 §4.3). The key derivation rate is 0: SDES can name another one, which
 * nobody does.
 */
export function sessionKeys(master: Buffer, use: keyof typeof labels): SessionKeys {
  if (master.length !== masterKeyLength) throw new RangeError('not a master key')
  const [cipher, auth, salt] = labels[use]
  return {
    cipherKey: derive(master, cipher, cipherKeyLength),
    authKey: derive(master, auth, authKeyLength),
    salt: derive(master, salt, saltLength)
  }
}

function derive(master: Buffer, label: number, length: number): Buffer {
  const counter = Buffer.alloc(16)
  master.copy(counter, 0, cipherKeyLength)
  counter.writeUInt8(counter.readUInt8(7) ^ label, 7)
  return aesCounterMode(master.subarray(0, cipherKeyLength), counter, Buffer.alloc(length))
}

/**
 * Encrypts or decrypts, which is the same (RFC 3711 §4.1.1).
 *
 * @param index - 48 bits of RTP, 31 of RTCP
 */
export function crypt(keys: SessionKeys, ssrc: number, index: number, data: Buffer): Buffer {
  const counter = Buffer.alloc(16)
  keys.salt.copy(counter)
  counter.writeUInt32BE((counter.readUInt32BE(4) ^ ssrc) >>> 0, 4)
  const high = Math.floor(index / 2 ** 32)
  counter.writeUInt16BE(counter.readUInt16BE(8) ^ high, 8)
  counter.writeUInt32BE((counter.readUInt32BE(10) ^ (index >>> 0)) >>> 0, 10)
  return aesCounterMode(keys.cipherKey, counter, data)
}

function aesCounterMode(key: Buffer, counter: Buffer, data: Buffer): Buffer {
  return createCipheriv('aes-128-ctr', key, counter).update(data)
}
