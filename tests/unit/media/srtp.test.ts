import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { srtpSuites, type SrtpSuite } from '@contract/ipc/media-protocol'
import { crypt, sessionKeys } from '../../../src-main/media/relay/srtp/session-keys'
import { nearestIndex, ReplayWindow } from '../../../src-main/media/relay/srtp/packet-index'
import { Srtp } from '../../../src-main/media/relay/srtp/srtp'
import { SrtpReceiver } from '../../../src-main/media/relay/srtp/srtp-receiver'
import { SrtpSender } from '../../../src-main/media/relay/srtp/srtp-sender'
import { parseRtp, serializeRtp } from '../../../src-main/media/relay/rtp-packet'

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex')

/** Master key and salt of RFC 3711 appendix B.3; libsrtp tests itself with the same. */
const master = hex('E1F97A0D3E018BE0D64FA32C06DE4139 0EC675AD498AFEEBB6960B3AABE6')
const [long] = srtpSuites

const packet = (sequenceNumber: number, ssrc = 0xcafebabe) =>
  serializeRtp({
    marker: false,
    payloadType: 8,
    sequenceNumber,
    timestamp: sequenceNumber * 160,
    ssrc,
    payload: Buffer.alloc(160, sequenceNumber & 0xff)
  })

describe('the vectors of RFC 3711', () => {
  it('B.2: AES in counter mode', () => {
    const keys = {
      cipherKey: hex('2B7E151628AED2A6ABF7158809CF4F3C'),
      salt: hex('F0F1F2F3F4F5F6F7F8F9FAFBFCFD'),
      authKey: Buffer.alloc(20)
    }
    expect(crypt(keys, 0, 0, Buffer.alloc(48))).toEqual(
      hex(
        'E03EAD0935C95E80E166B16DD92B4EB4 D23513162B02D0F72A43A2FE4A5F97AB 41E95B3BB0A2E8DD477901E4FCA894C0'
      )
    )
  })

  it('B.3: the keys of a session', () => {
    const keys = sessionKeys(master, 'rtp')
    expect(keys.cipherKey).toEqual(hex('C61E7A93744F39EE10734AFE3FF7A087'))
    expect(keys.salt).toEqual(hex('30CBBC08863D8C85D49DB34A9AE1'))
    expect(keys.authKey).toEqual(hex('CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4'))
  })
})

describe('whole packets, as libsrtp makes them', () => {
  const plain = hex('800f1234 decafbad cafebabe abababababababababababababababab')
  const secure = hex(
    '800f1234 decafbad cafebabe 4e55dc4ce79978d88ca4d215949d2402 b78d6acc99ea179b8dbb'
  )

  it('RTP', () => {
    expect(new SrtpSender(master, long).protectRtp(plain)).toEqual(secure)
    expect(new SrtpReceiver(master, long).unprotectRtp(secure)).toEqual(plain)
  })

  it('RTCP', () => {
    const report = hex('81c8000b cafebabe abababababababababababababababab')
    const protectedReport = hex(
      '81c8000b cafebabe 7128035be487b9bdbef89041f977a5a8 80000001 993e08cd54d6c1230798'
    )
    expect(new SrtpSender(master, long).protectRtcp(report)).toEqual(protectedReport)
    expect(new SrtpReceiver(master, long).unprotectRtcp(protectedReport)).toEqual(report)
  })
})

describe.each<SrtpSuite>([...srtpSuites])('%s', (suite) => {
  const ends = () => ({
    sender: new SrtpSender(master, suite),
    receiver: new SrtpReceiver(master, suite)
  })

  it('hides the voice, and costs so many bytes', () => {
    const { sender } = ends()
    const secure = sender.protectRtp(packet(1))
    expect(secure.length - packet(1).length).toBe(suite.endsWith('80') ? 10 : 4)
    expect(secure.includes(Buffer.alloc(16, 1))).toBe(false)
  })

  it('goes on over the wrap of the sequence number, with losses and in disorder', () => {
    const { sender, receiver } = ends()
    const numbers = [65_533, 65_534, 1, 65_535, 0, 2, 30_000, 60_000, 3]
    for (const sequenceNumber of numbers) {
      const plain = receiver.unprotectRtp(sender.protectRtp(packet(sequenceNumber)))
      expect(plain).toEqual(packet(sequenceNumber))
    }
  })

  it('takes nothing twice', () => {
    const { sender, receiver } = ends()
    const first = sender.protectRtp(packet(1))
    const second = sender.protectRtp(packet(2))
    expect(receiver.unprotectRtp(second)).not.toBeNull()
    expect(receiver.unprotectRtp(first)).not.toBeNull()
    expect(receiver.unprotectRtp(first)).toBeNull()
    expect(receiver.unprotectRtp(second)).toBeNull()
  })

  it('takes nothing that was changed, cut or made up', () => {
    const { sender, receiver } = ends()
    const secure = sender.protectRtp(packet(1))
    const secureReport = sender.protectRtcp(Buffer.alloc(28, 0x81))
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(secure)
        changed.writeUInt8(changed.readUInt8(at % changed.length) ^ flip, at % changed.length)
        expect(receiver.unprotectRtp(changed)).toBeNull()
        expect(receiver.unprotectRtp(secure.subarray(0, at % secure.length))).toBeNull()
        expect(receiver.unprotectRtcp(secureReport.subarray(0, at % 28))).toBeNull()
      })
    )
    expect(receiver.unprotectRtp(secure)).toEqual(packet(1))
  })

  it('takes any rubbish without an exception', () => {
    const { receiver } = ends()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(receiver.unprotectRtp(Buffer.from(bytes))).toBeNull()
        expect(receiver.unprotectRtcp(Buffer.from(bytes))).toBeNull()
      })
    )
  })

  it('keeps a counter for each SSRC', () => {
    const { sender, receiver } = ends()
    const other = new SrtpSender(master, suite)
    for (const sequenceNumber of [65_535, 0, 1]) {
      expect(receiver.unprotectRtp(sender.protectRtp(packet(sequenceNumber)))).not.toBeNull()
    }
    expect(receiver.unprotectRtp(other.protectRtp(packet(9, 77)))).toEqual(packet(9, 77))
    expect(receiver.unprotectRtp(sender.protectRtp(packet(2)))).toEqual(packet(2))
  })

  it('is understood by a relay that started anew after hours', () => {
    const { sender } = ends()
    for (let wraps = 0; wraps < 30; wraps++) {
      for (const sequenceNumber of [1, 30_000, 60_000]) sender.protectRtp(packet(sequenceNumber))
    }
    const late = new SrtpReceiver(master, suite)
    expect(late.unprotectRtp(sender.protectRtp(packet(60_001)))).toEqual(packet(60_001))
    expect(late.unprotectRtp(sender.protectRtp(packet(60_002)))).toEqual(packet(60_002))
  })
})

describe('the index of a packet', () => {
  it('is the nearest to the highest that ends in its sequence number', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.integer({ min: -32_000, max: 32_000 }), (highest, step) => {
        fc.pre(highest + step >= 0)
        expect(nearestIndex((highest + step) % 0x1_0000, highest)).toBe(highest + step)
      })
    )
  })

  it('is never before the first', () => {
    expect(nearestIndex(65_000, 3)).toBe(65_000)
  })

  it('is not new twice, nor long after its time', () => {
    const window = new ReplayWindow()
    window.mark(100)
    expect([36, 37, 100, 101].map((index) => window.isNew(index))).toEqual([
      false,
      true,
      false,
      true
    ])
  })
})

describe('keys that a description changes', () => {
  const key = (fill: number) => Buffer.alloc(30, fill).toString('base64')
  const parameters = (send: number, receive: number, suite: SrtpSuite = long) => ({
    suite,
    send: key(send),
    receive: key(receive)
  })

  it('go on where they stay the same, one direction without the other', () => {
    const first = Srtp.after(null, parameters(1, 2))
    const second = Srtp.after(first, parameters(1, 3))
    expect(second?.sender).toBe(first?.sender)
    expect(second?.receiver).not.toBe(first?.receiver)
    const third = Srtp.after(second, parameters(1, 3, srtpSuites[1]))
    expect(third?.sender).not.toBe(second?.sender)
    expect(Srtp.after(third, null)).toBeNull()
  })

  it('are those of both sides', () => {
    const ours = Srtp.after(null, parameters(1, 2))
    const theirs = Srtp.after(null, parameters(2, 1))
    const received = theirs?.receiver.unprotectRtp(
      ours?.sender.protectRtp(packet(5)) ?? Buffer.alloc(0)
    )
    expect(received && parseRtp(received)?.sequenceNumber).toBe(5)
  })
})
