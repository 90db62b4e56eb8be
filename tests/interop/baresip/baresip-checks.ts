import { levelDbfs } from '../../../src-main/demo-pbx/audio/goertzel'
import type { SipCall } from '../../../src-main/sip/ports'
import { epochMs, within } from '../../support/phone/clock'
import type { Phone } from '../../support/phone/phone'
import { absentDbfs, presentDbfs } from '../../support/phone/tone-analysis'
import { callBecomes, type AccountPhone, type CallWithAudio } from '../account-phone'
import type { CheckList } from '../check-list'
import { levelFromNow } from '../tones'
import type { Baresip } from './baresip'

export const baresipToneHz = 700
const adamToneHz = 1000
const withinMs = 5_000

/** Who is there: the app's own stack, a baresip, and a third one to be transferred to. */
export interface Party {
  readonly name: string
  /** A PBX ends the call of each side: who holds is known to it alone, and it goes on sending the other's voice. */
  readonly through: 'proxy' | 'pbx'
  readonly adam: AccountPhone
  readonly adamNumber: string
  readonly bob: Baresip
  readonly bobNumber: string
  readonly carol: Phone
  readonly carolNumber: string
}

/** Calls with somebody else's phone, both ways, through whatever PBX is between. */
export async function checkCallsWithBaresip(party: Party, checks: CheckList): Promise<void> {
  const { name } = party
  await checks.part(`${name}: call`, () => weCall(party, checks))
  await checks.part(`${name}: called`, () => weAreCalled(party, checks))
  await checks.part(`${name}: not answered`, () => notAnswered(party, checks))
  await checks.part(`${name}: transfer`, () => weTransfer(party, checks))
}

async function weCall(party: Party, checks: CheckList): Promise<void> {
  const { name, bob } = party
  const { call, media } = await connected(party)
  const fromBob = () => levelFromNow(media.audio.recording, baresipToneHz)
  const level = await fromBob()
  const atBob = Math.round(levelDbfs(bob.heard().slice(-4_000), adamToneHz))
  checks.check(
    `${name}: both hear the other`,
    level > presentDbfs && atBob > presentDbfs,
    `${level} and ${atBob} dBFS`
  )

  await checkHold(party, { call, media }, checks)
  await bob.link.command('hangup')
  const { end } = await callBecomes(call, withinMs, 'terminated')
  checks.check(`${name}: baresip hangs up`, end.by === 'remote', end.by)
}

async function checkHold(
  { name, through, bob }: Party,
  { call, media }: CallWithAudio,
  checks: CheckList
): Promise<void> {
  const fromBob = () => levelFromNow(media.audio.recording, baresipToneHz)
  const { statusCode } = await call.setHeld(true)
  const held = await fromBob()
  const isSilent = through === 'pbx' || held < absentDbfs
  checks.check(`${name}: we hold`, statusCode === 200 && isSilent, `${statusCode}, ${held} dBFS`)
  await call.setHeld(false)
  const resumed = await fromBob()
  checks.check(`${name}: we resume`, resumed > presentDbfs, `${resumed} dBFS`)

  const told = (remote: boolean) =>
    through === 'pbx' ? Promise.resolve() : heldByRemote(call, remote)
  const nowHeld = told(true)
  await bob.link.command('hold')
  await nowHeld
  const heldLevel = await fromBob()
  checks.check(`${name}: held by baresip`, heldLevel < absentDbfs, `${heldLevel} dBFS`)
  const nowResumed = told(false)
  await bob.link.command('resume')
  await nowResumed
  const resumedLevel = await fromBob()
  checks.check(`${name}: resumed by baresip`, resumedLevel > presentDbfs, `${resumedLevel} dBFS`)
}

async function weAreCalled(
  { name, adam, adamNumber, bob }: Party,
  checks: CheckList
): Promise<void> {
  await bob.link.command('dial', adamNumber)
  const { call, media } = await adam.answer(await adam.nextCall(withinMs))
  await callBecomes(call, withinMs, 'confirmed')
  const level = await levelFromNow(media.audio.recording, baresipToneHz)
  const atBob = Math.round(levelDbfs(bob.heard().slice(-4_000), adamToneHz))
  checks.check(
    `${name}: calls us`,
    level > presentDbfs && atBob > presentDbfs,
    `${level} and ${atBob} dBFS`
  )
  const since = epochMs()
  call.hangUp()
  await bob.link.event('CALL_CLOSED', since, withinMs)
  checks.check(`${name}: we hang up`, true)
}

async function notAnswered(
  { name, adam, adamNumber, bob }: Party,
  checks: CheckList
): Promise<void> {
  await bob.link.command('dial', adamNumber)
  const cancelled = await adam.nextCall(withinMs)
  await bob.link.command('hangup')
  const { end } = await callBecomes(cancelled, withinMs, 'terminated')
  checks.check(`${name}: baresip gives up`, end.by === 'remote', end.by)

  const since = epochMs()
  await bob.link.command('dial', adamNumber)
  const refused = await adam.nextCall(withinMs)
  refused.reject(486)
  const { param = '' } = await bob.link.event('CALL_CLOSED', since, withinMs)
  checks.check(`${name}: we are busy`, param.startsWith('486'), param)
}

async function weTransfer(party: Party, checks: CheckList): Promise<void> {
  const { name, carol, carolNumber } = party
  const { call } = await connected(party)
  const [outcome, carolCall] = await Promise.all([
    call.transfer(carolNumber),
    carol.answerNext(withinMs)
  ])
  checks.check(`${name}: transferred`, outcome.kind !== 'failed', outcome.kind)
  const level = await levelFromNow(carolCall.audio.recording, baresipToneHz)
  checks.check(`${name}: the third one hears baresip`, level > presentDbfs, `${level} dBFS`)
  await callBecomes(call, withinMs, 'terminated')
  await carolCall.hangUp()
}

/** We call, baresip answers. */
export async function connected({ adam, bob, bobNumber }: Party): Promise<CallWithAudio> {
  const since = epochMs()
  const dialled = await adam.dial(bobNumber)
  await bob.link.event('CALL_INCOMING', since, withinMs)
  await bob.link.command('accept')
  await callBecomes(dialled.call, withinMs, 'confirmed')
  return dialled
}

async function heldByRemote(call: SipCall, held: boolean): Promise<void> {
  let remove = () => {}
  const told = new Promise<void>((resolve) => {
    remove = call.onHeld(({ remote }) => {
      if (remote === held) resolve()
    })
  })
  try {
    await within(withinMs, held ? 'the hold' : 'the resumption', told)
  } finally {
    remove()
  }
}
