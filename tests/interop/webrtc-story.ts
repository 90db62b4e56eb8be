import { audibleTo } from '@contract/telephony/audibility'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import { Adam } from '../scenario/adam'
import { CoachlineApp } from '../scenario/coachline-app'
import { meterShowsSoundDbfs } from '../scenario/manager-audio'
import { settleWithinMs, type Parties } from '../scenario/parties'
import { PhoneParties } from '../scenario/phone-parties'
import { hearingProblems } from '../scenario/step'
import { epochMs } from '../support/phone/clock'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import { labCustomers } from './asterisk/lab-customers'
import type { CheckList } from './check-list'
import { labScenario } from './lab-scenario'

const [customer] = labCustomers

/** The real app, its window and its provision file. There is no tap: what DTLS-SRTP carries can be measured at its ends only. */
export async function checkWebRtcStory(lab: AsteriskLab, checks: CheckList): Promise<void> {
  const file = labScenario(
    lab,
    { ...customer, manager: 'adam-rtc' },
    { transport: 'wss', dtmfMethod: 'auto', mediaSecurity: 'dtls' }
  )
  const parties = await PhoneParties.open(file)
  try {
    const app = await CoachlineApp.launch(file)
    try {
      await app.until('registered', settleWithinMs, ({ registration }) =>
        registration.kind === 'registered' ? true : undefined
      )
      const { statusCode } = await parties.connect()
      checks.check('app webrtc: the client calls the agent', statusCode === 200, `${statusCode}`)
      await checkModes(new Adam(app, customer.agent), parties, checks)
    } finally {
      await app.close()
    }
  } finally {
    await parties.close()
  }
}

async function checkModes(adam: Adam, parties: Parties, checks: CheckList): Promise<void> {
  const joinedAt = epochMs()
  await adam.join('spy')
  await adam.until(({ phase }) => phase !== 'joining')
  await heard(adam, parties, 'spy', joinedAt, checks)
  const meter = await adam.app.receivedDbfs(meterShowsSoundDbfs, settleWithinMs)
  checks.check('app webrtc: the manager hears', meter > meterShowsSoundDbfs, `${meter} dBFS`)
  for (const mode of ['whisper', 'barge-in', 'spy'] as const) {
    const askedAt = epochMs()
    const view = await adam.switchTo(mode)
    const state = view.phase === 'supervising' ? `${view.mode}, ${view.knowledge}` : view.phase
    checks.check(`app webrtc: ${mode} in the window`, state === `${mode}, sent`, state)
    await heard(adam, parties, mode, askedAt, checks)
  }
  await adam.hangUp()
}

async function heard(
  { app }: Adam,
  parties: Parties,
  mode: SupervisionMode,
  fromMs: number,
  checks: CheckList
): Promise<void> {
  const audible = audibleTo(mode)
  const { heard: levels } = await parties.listen(audible, fromMs)
  const problems = hearingProblems(levels, audible)
  const { supervision } = await app.slices()
  const microphone = supervision.phase === 'supervising' ? supervision.microphone : 'none'
  const expected = mode === 'spy' ? 'closed' : 'open'
  checks.check(
    `app webrtc: ${mode} is heard by those it is for, and the microphone is ${expected}`,
    problems.length === 0 && microphone === expected,
    [...problems, microphone, JSON.stringify(levels)].join(', ')
  )
}
