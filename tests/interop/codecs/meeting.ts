import type { VoiceCodec } from '@contract/settings/voice-codecs'
import type { SipCall } from '../../../src-main/sip/ports'
import { decodedDbfs } from '../../support/media-driver/decoded-tone'
import type { Driver } from '../../support/media-driver/driver'
import type { Recording } from '../../support/phone/recording'
import { presentDbfs } from '../../support/phone/tone-analysis'
import type { CheckList } from '../check-list'
import { agreedIn, type Agreed } from './agreed'
import { digitMs, endPackets, lastedMs, problemsOfCodes } from './codes-on-wire'
import type { TappedMedia } from './tapped-media'

export const codecs = ['PCMA', 'PCMU', 'G722', 'opus'] as const satisfies readonly VoiceCodec[]
export const encryptions = [
  'none',
  'AES_CM_128_HMAC_SHA1_80',
  'AES_CM_128_HMAC_SHA1_32',
  'DTLS'
] as const
export type Encryption = (typeof encryptions)[number]

export const managerHz = 1_000
const digits = '5#'
const endWithinMs = 1_000
/** Only the tap's own decryption knows this suite, which is another's (werift). */
const readable: readonly string[] = ['none', 'AES_CM_128_HMAC_SHA1_80']

/** Whoever is called, or calls: somebody else's program, and what reaches its ears. */
export interface FarEnd {
  /** the tone that it plays */
  readonly toneHz: number
  /** the level of a tone in what it decodes from now on */
  hears(hz: number): Promise<number>
  /** the codes that it was sent, when there are so many of them */
  codes(count: number): Promise<string>
}

/** An answered call with a program, for which one codec and one encryption were asked. */
export interface Meeting {
  readonly call: SipCall
  readonly media: TappedMedia
  readonly far: FarEnd
}

export interface Row {
  readonly peer: string
  readonly codec: VoiceCodec
  readonly encryption: Encryption
  /** dBFS at the other end and in the engine; what cannot be is said in words */
  readonly seen: string
}

/** Measures both directions by their tones, and looks at a code on the wire and at the other end. */
export async function measure(
  driver: Driver,
  { call, media, far }: Meeting,
  row: Omit<Row, 'seen'>,
  checks: CheckList
): Promise<Row> {
  const { peer, codec, encryption } = row
  const name = `codecs: ${peer}, ${codec}, ${encryption}`
  await driver.ask('setMicrophone', { microphone: 'open' })
  const [inEar, atFarEnd] = await Promise.all([
    decodedDbfs(driver, far.toneHz),
    far.hears(managerHz)
  ])
  const agreed = agreedIn(media.answer)
  const { rtp, srtp } = media.log.audioPackets
  const asAsked =
    agreed.codec.toLowerCase() === codec.toLowerCase() && agreed.encryption === encryption
  const onWire = encryption === 'none' ? rtp > 0 && srtp === 0 : rtp === 0
  const levels = `${atFarEnd} there, ${inEar} here`
  checks.check(
    name,
    asAsked && onWire && Math.min(atFarEnd, inEar) > presentDbfs,
    `${agreed.codec}, ${agreed.encryption}; ${levels} dBFS; ${rtp} RTP, ${srtp} SRTP`
  )

  await checkCode(driver, { call, media, far }, agreed, `${name}: a code`, checks)
  call.hangUp()
  return { ...row, seen: levels }
}

async function checkCode(
  driver: Driver,
  { call, media, far }: Meeting,
  { encryption, clockRate, eventClockRate }: Agreed,
  name: string,
  checks: CheckList
): Promise<void> {
  // The browser makes the codes of WebRTC, and counts their time by the clock of the voice alone (docs/adr/0013).
  if (encryption === 'DTLS' && eventClockRate !== clockRate) {
    for (const digit of digits) await call.sendInfo(digit, digitMs)
    const arrived = await far.codes(digits.length)
    checks.check(name, arrived === digits, `${arrived} arrived, by INFO: ${eventClockRate} Hz only`)
    return
  }
  const { sent } = await driver.ask('sendDigits', { digits })
  const arrived = await far.codes(digits.length)
  const isRead = readable.includes(encryption)
  if (isRead) await allEnded(media.log.fromApp)
  const problems = isRead ? problemsOfCodes(media.log.fromApp, digits, eventClockRate ?? 8_000) : []
  const wire = isRead ? `, ${lastedMs(media.log.fromApp)} ms to the end packet` : ''
  checks.check(
    name,
    sent && arrived === digits && problems.length === 0,
    [`${arrived} arrived, clock ${eventClockRate}${wire}`, ...problems].join('; ')
  )
}

/** What left last may still be under way to the tap. */
async function allEnded(recording: Recording): Promise<void> {
  const isWhole = ({ events }: Recording) =>
    events.filter(({ end }) => end).length >= endPackets * digits.length
  await recording
    .until('the end packets', endWithinMs, (heard) => (isWhole(heard) ? true : undefined))
    .catch(() => {})
}
