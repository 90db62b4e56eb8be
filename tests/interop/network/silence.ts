import { epochMs } from '../../support/phone/clock'
import type { AsteriskLab } from '../asterisk/asterisk-lab'
import type { CheckList } from '../check-list'
import { colleague, farAccount, type Transport } from './far-account'
import { FarPhone } from './far-phone'

/**
 * A refresh every 15 s (registrationSeconds 30) that stays unanswered for 10 s; a dialog is asked about every 15 s, and
 * answers are waited for 32 s (RFC 3261 §17.1.2.2).
 */
const registrationLostWithinMs = 30_000
const callLostWithinMs = 60_000
/** the longest pause that so few failures lead to, and the attempt itself */
const regainedWithinMs = 30_000

interface Silenced {
  readonly transport: Transport
  readonly user: string
  /** whom it is in a call with when the line goes dead */
  readonly extension?: string
}

const silenced: readonly Silenced[] = [
  { transport: 'udp', user: 'carl' },
  { transport: 'tcp', user: 'cclient' },
  { transport: 'tls', user: 'client1' },
  { transport: 'udp', user: 'eve', extension: '888' },
  { transport: 'tcp', user: 'bob', extension: 'bclient' }
]

/** The network swallows everything and says nothing. Is it noticed, and is everything back when it is over? */
export async function checkSilence(lab: AsteriskLab, checks: CheckList): Promise<void> {
  await Promise.all(
    silenced.map((each, index) =>
      checks.part(`silence, ${each.transport}`, () => checkOne(lab, each, 10 + index, checks))
    )
  )
}

async function checkOne(
  lab: AsteriskLab,
  { transport, user, extension }: Silenced,
  network: number,
  checks: CheckList
): Promise<void> {
  const name = `silence, ${transport}${extension === undefined ? '' : ' in a call'}`
  const phone = await FarPhone.start(network)
  const other = extension === undefined ? undefined : await colleague(lab, extension)
  try {
    await phone.ask('open', farAccount(lab, user, transport, phone))
    const { kind } = await phone.ask('register', null)
    checks.check(`${name}: registers over the cable`, kind === 'registered', kind)
    if (other && extension !== undefined) {
      const [state] = await Promise.all([phone.ask('dial', extension), other.answerNext()])
      checks.check(`${name}: calls`, state === 'confirmed', state)
    }
    await phone.silence()
    const since = epochMs()
    if (extension !== undefined) {
      const { at, by } = await phone.ask('callEnds', { milliseconds: callLostWithinMs })
      checks.check(`${name}: the call ends by itself`, by === 'network', seconds(at - since))
    }
    const lostAt = await phone.ask('registrationIs', {
      kind: 'retrying',
      since,
      milliseconds: registrationLostWithinMs
    })
    checks.check(`${name}: the registration is lost`, lostAt > since, seconds(lostAt - since))
    await phone.endSilence()
    const overAt = epochMs()
    const regainedAt = await phone.ask('registrationIs', {
      kind: 'registered',
      since: overAt,
      milliseconds: regainedWithinMs
    })
    const tookMs = regainedAt - overAt
    checks.check(`${name}: and regained`, tookMs < regainedWithinMs, seconds(tookMs))
    await phone.ask('close', null)
  } finally {
    await phone.stop()
    await other?.close()
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`
}
