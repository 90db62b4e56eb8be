import { AccountPhone, callBecomes, type CallWithAudio } from '../account-phone'
import type { CheckList } from '../check-list'
import { startSipp, type Sipp } from './sipp'

interface OddCase {
  /** of a file in scenarios/, which says what sipp does and what it must be answered */
  readonly scenario: string
  readonly flags?: readonly string[]
  /** What has to happen on our side between the answer and our BYE. @returns what is wrong */
  readonly meanwhile?: (dialled: CallWithAudio, phone: AccountPhone) => Promise<string>
}

const withinMs = 10_000

const oddCases: readonly OddCase[] = [
  { scenario: 'early-answer', meanwhile: answers(1) },
  { scenario: 'forked-early' },
  { scenario: 'reliable-early', meanwhile: answers(1) },
  { scenario: 'redirected' },
  { scenario: 'two-challenges' },
  { scenario: 'odd-record-route' },
  { scenario: 'compact-headers' },
  { scenario: 'no-to-tag' },
  // sipp takes an ACK that looks like the one before for a repetition, and would repeat its 200 for ever.
  { scenario: 'repeated-answer', flags: ['-nr'], meanwhile: acknowledged(3) },
  { scenario: 'late-offer', meanwhile: answers(2) },
  { scenario: 'held-by-pbx', meanwhile: heldByRemote },
  { scenario: 'glare', meanwhile: holdsInTheEnd },
  { scenario: 'crossing-bye' }
]

/** What real PBXs do now and then, from sipp: it checks what it is sent, we check what came of it. */
export async function checkOddCases(checks: CheckList): Promise<void> {
  await Promise.all(
    oddCases.map((oddCase) =>
      checks.part(`sipp ${oddCase.scenario}`, () => checkOddCase(oddCase, checks))
    )
  )
}

async function checkOddCase(
  { scenario, flags = [], meanwhile }: OddCase,
  checks: CheckList
): Promise<void> {
  const name = `sipp ${scenario}`
  const sipp = await startSipp(scenario, flags)
  const phone = callerOf(sipp)
  try {
    await phone.register()
    const dialled = await phone.dial('744')
    const { kind } = await callBecomes(dialled.call, withinMs, 'confirmed', 'terminated')
    const problem = kind === 'confirmed' ? await meanwhile?.(dialled, phone) : kind
    checks.check(name, problem === undefined || problem === '', problem)
    dialled.call.hangUp()
    const complaint = await sipp.ended()
    checks.check(`${name}: sipp is content`, complaint === '', complaint)
    const { end } = await callBecomes(dialled.call, withinMs, 'terminated')
    checks.check(`${name}: the call is over`, end.by === 'local', end.by)
  } finally {
    await phone.close()
    await sipp.stop()
  }
}

function callerOf({ host, port }: Sipp): AccountPhone {
  return new AccountPhone({
    account: { user: 'adam', domain: 'pbx.lab', outboundProxy: { host, port } },
    // sipp has forgotten the registration by then.
    timers: { stopTimeoutMs: 200 }
  })
}

/** The media was given so many descriptions of the other side. */
function answers(count: number): NonNullable<OddCase['meanwhile']> {
  return async ({ media }) => {
    await media.described(count, withinMs)
    return media.remoteSdp.length === count ? '' : `${media.remoteSdp.length} descriptions`
  }
}

/** So many ACKs left. */
function acknowledged(count: number): NonNullable<OddCase['meanwhile']> {
  return async (_, phone) => {
    await phone.seen('sent', /^ACK /, count, withinMs)
    return ''
  }
}

async function heldByRemote({ call, media }: CallWithAudio): Promise<string> {
  await media.described(2, withinMs)
  return call.held.remote ? '' : 'the call does not know that it is held'
}

/** RFC 3261 §14.1: we made the call, so ours comes again after 2.1 to 4 s. */
async function holdsInTheEnd({ call }: CallWithAudio): Promise<string> {
  const { statusCode } = await call.setHeld(true)
  return statusCode === 200 && call.held.local ? '' : `${statusCode}`
}
