import { audibleTo } from '@contract/telephony/audibility'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { joinNumber } from '@contract/settings/dialing-rule'
import { speaksIn, type SupervisionMode } from '@contract/telephony/supervision-mode'
import { toneDbfs } from '../support/phone/tone-analysis'
import type { Adam } from './adam'
import { managerHears, managerHearsSince, meterShowsSoundDbfs } from './manager-audio'
import { toneHz } from './parties'
import type { Stage } from './stage'
import { hearingProblems, isAbsent, isPresent, type ManagerHears, type StepFacts } from './step'
import { sentSince } from './wire-facts'

const edgeMs = 100

/** What a mode sounds like to everybody once it is there, and what is wrong with it. */
export async function measureMode(
  { parties, tap, codes, extension }: Stage,
  manager: Adam,
  mode: SupervisionMode,
  fromMs: number
): Promise<StepFacts> {
  const expectedToHear = audibleTo(mode)
  const [{ heard, since }, managerSince] = await Promise.all([
    parties.listen(expectedToHear, fromMs),
    managerHearsSince(tap.log, fromMs)
  ])
  const steadyFrom = Math.max(since ?? fromMs, managerSince ?? fromMs)
  const hears = await managerHears(tap.log, manager.app, steadyFrom)
  const managerSendsDbfs = toneDbfs(tap.log.fromApp.audio, toneHz.manager, steadyFrom + edgeMs)
  const sent = sentSince(tap.log, fromMs)
  const expected =
    sent?.kind === 'dialled' ? joinNumber(codes, mode, extension) : codes.dtmfCodes[mode]
  const { supervision } = await manager.app.slices()
  return {
    sent: sent?.text ?? null,
    sip: sent?.sip ?? null,
    expectedToHear,
    heard,
    managerHears: hears,
    managerSendsDbfs,
    tookMs: since === null || managerSince === undefined ? null : steadyFrom - fromMs,
    problems: [
      ...(sent?.dialString === expected ? [] : [`${expected} was expected on the wire`]),
      ...(sent?.sip && sent.sip.statusCode >= 300 ? ['the PBX refused it'] : []),
      ...hearingProblems(heard, expectedToHear),
      ...managerProblems(hears, mode, managerSendsDbfs),
      ...viewProblems(supervision, mode)
    ]
  }
}

function managerProblems(
  { agentDbfs, clientDbfs, meterDbfs }: ManagerHears,
  mode: SupervisionMode,
  sendsDbfs: number
): readonly string[] {
  const audible = (dbfs: number | null) => dbfs === null || isPresent(dbfs)
  const sends = speaksIn(mode) ? isPresent(sendsDbfs) : isAbsent(sendsDbfs)
  return [
    ...(audible(agentDbfs) ? [] : ['the manager does not hear the agent']),
    ...(audible(clientDbfs) ? [] : ['the manager does not hear the client']),
    ...(meterDbfs > meterShowsSoundDbfs ? [] : ["the app's meter shows no received audio"]),
    ...(sends ? [] : [speaksIn(mode) ? 'the app sends no voice' : 'the app sends voice'])
  ]
}

function viewProblems(view: SupervisionView, mode: SupervisionMode): readonly string[] {
  if (view.phase !== 'supervising') return ['the app no longer supervises']
  const microphone = speaksIn(mode) ? 'open' : 'closed'
  return [
    ...(view.mode === mode ? [] : [`the app shows ${view.mode}`]),
    ...(view.microphone === microphone ? [] : [`the app shows the microphone ${view.microphone}`])
  ]
}
