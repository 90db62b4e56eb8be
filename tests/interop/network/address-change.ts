import { epochMs } from '../../support/phone/clock'
import type { ReceivedAudio } from '../../support/phone/recording'
import { presentDbfs, toneDbfs } from '../../support/phone/tone-analysis'
import type { AsteriskLab } from '../asterisk/asterisk-lab'
import type { CheckList } from '../check-list'
import {
  colleague,
  colleagueToneHz,
  farAccount,
  managerToneHz,
  type Transport
} from './far-account'
import { FarPhone } from './far-phone'

const movedWithinMs = 20_000

interface Moving {
  readonly transport: Transport
  readonly user: string
  readonly extension: string
}

const moving: readonly Moving[] = [
  { transport: 'udp', user: 'adam', extension: '744' },
  { transport: 'tcp', user: 'bella', extension: '2744' },
  { transport: 'tls', user: 'cleo', extension: '3744' },
  { transport: 'wss', user: 'adam-info', extension: 'client2' }
]

/** From one network to another in the middle of a call: it goes on from the new address (RFC 3261 §14.1). */
export async function checkAddressChange(lab: AsteriskLab, checks: CheckList): Promise<void> {
  await Promise.all(
    moving.map((each, index) =>
      checks.part(`address change, ${each.transport}`, () =>
        checkMove(lab, each, 30 + index, checks)
      )
    )
  )
}

async function checkMove(
  lab: AsteriskLab,
  { transport, user, extension }: Moving,
  network: number,
  checks: CheckList
): Promise<void> {
  const name = `address change, ${transport}`
  const phone = await FarPhone.start(network)
  const other = await colleague(lab, extension)
  try {
    await phone.ask('open', farAccount(lab, user, transport, phone))
    await phone.ask('register', null)
    const [, otherCall] = await Promise.all([phone.ask('dial', extension), other.answerNext()])
    const before = await phone.ask('level', colleagueToneHz)
    checks.check(`${name}: a call`, before > presentDbfs, `${before} dBFS`)

    const since = epochMs()
    const address = await phone.changeAddress()
    const { recording } = otherCall.audio
    await recording.until('the voice from the new address', movedWithinMs, ({ audio }) =>
      isHeardSince(audio, since) ? true : undefined
    )
    checks.took(`${name}: the other one hears us again`, longestGapMs(recording.audio, since))
    const requests = await phone.ask('requestsSince', since)
    const reInvite = requests.find(({ line }) => line.startsWith('INVITE '))
    checks.check(
      `${name}: a re-INVITE from the new address`,
      reInvite?.contact.includes(`@${address}:`) === true,
      reInvite?.contact
    )
    const after = await phone.ask('level', colleagueToneHz)
    checks.check(`${name}: and we hear the other one`, after > presentDbfs, `${after} dBFS`)
    const state = await phone.ask('callState', null)
    checks.check(`${name}: it is the same call`, state === 'confirmed', state)
    await phone.ask('hangUp', null)
    const { by } = await otherCall.ended
    checks.check(`${name}: and it can be ended`, by === 'peer', by)
    await phone.ask('close', null)
  } finally {
    await phone.stop()
    await other.close()
  }
}

/** A second of our voice since then. */
function isHeardSince(audio: readonly ReceivedAudio[], since: number): boolean {
  const last = audio.at(-1)?.at ?? 0
  return last > since + 1_000 && toneDbfs(audio, managerToneHz, last - 1_000) > presentDbfs
}

/** The longest time without a packet. */
function longestGapMs(audio: readonly ReceivedAudio[], since: number): number {
  const times = audio.map(({ at }) => at).filter((at) => at > since - 200)
  return Math.max(0, ...times.slice(1).map((at, index) => at - (times[index] ?? at)))
}
