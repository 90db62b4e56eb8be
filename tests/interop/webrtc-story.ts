import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { audibleTo } from '@contract/telephony/audibility'
import type { MediaPath } from '@contract/telephony/media-path'
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
import type { TurnServer } from './turn/turn-server'

const [customer] = labCustomers

/**
 * The real app, its window and its provision file. There is no tap: what DTLS-SRTP carries can be measured at its ends only.
 *
 * @param turn - the only way to the PBX that the browser may take; null leaves it the choice
 */
export async function checkWebRtcStory(
  lab: AsteriskLab,
  turn: TurnServer | null,
  checks: CheckList
): Promise<void> {
  const name = turn ? 'app turn' : 'app webrtc'
  const file = labScenario(
    lab,
    { ...customer, manager: 'adam-rtc' },
    { transport: 'wss', dtmfMethod: 'auto', mediaSecurity: 'dtls', ...(turn && { turn }) }
  )
  const parties = await PhoneParties.open(file)
  try {
    const app = await CoachlineApp.launch(file)
    try {
      await app.until('registered', settleWithinMs, ({ registration }) =>
        registration.kind === 'registered' ? true : undefined
      )
      const { statusCode } = await parties.connect()
      if (turn) await allowRelayOnly(app)
      checks.check(`${name}: the client calls the agent`, statusCode === 200, `${statusCode}`)
      const told = { name, adam: new Adam(app, customer.agent), parties, checks }
      await checkModes(told)
      await checkWay(told, turn ? 'relay' : 'host')
      if (!turn) await checkCrash(told)
      if (turn) await checkSecret(told, turn.password)
    } finally {
      await app.close()
    }
  } finally {
    await parties.close()
  }
}

/** What was told of a story, and who is in it. */
interface Told {
  readonly name: string
  readonly adam: Adam
  readonly parties: Parties
  readonly checks: CheckList
}

async function checkModes(told: Told): Promise<void> {
  const { name, adam, checks } = told
  const joinedAt = epochMs()
  await adam.join('spy')
  await adam.until(({ phase }) => phase !== 'joining')
  await heard(told, 'spy', joinedAt)
  const meter = await adam.app.receivedDbfs(meterShowsSoundDbfs, settleWithinMs)
  checks.check(`${name}: the manager hears`, meter > meterShowsSoundDbfs, `${meter} dBFS`)
  for (const mode of ['whisper', 'barge-in', 'spy'] as const) {
    const askedAt = epochMs()
    const view = await adam.switchTo(mode)
    const state = view.phase === 'supervising' ? `${view.mode}, ${view.knowledge}` : view.phase
    checks.check(`${name}: ${mode} in the window`, state === `${mode}, sent`, state)
    await heard(told, mode, askedAt)
  }
  await adam.hangUp()
}

/** The engine has the keys of the call: the app joins again by itself, in the mode that was switched to. */
async function checkCrash(told: Told): Promise<void> {
  const { name, adam, checks } = told
  await adam.join('spy')
  await adam.until(({ phase }) => phase !== 'joining')
  await adam.switchTo('whisper')
  const crashedAt = epochMs()
  await adam.app.electron.evaluate(({ webContents }) => {
    const engine = webContents
      .getAllWebContents()
      .find((each) => each.getURL().includes('/audio-engine/index.html'))
    if (!engine) throw new Error('no audio engine')
    engine.forcefullyCrashRenderer()
  })
  const view = await adam.until(
    (each) => each.phase === 'idle' || (each.phase === 'supervising' && each.knowledge === 'joined')
  )
  const state = view.phase === 'supervising' ? `${view.mode}, ${view.knowledge}` : view.phase
  const afterMs = Math.round(epochMs() - crashedAt)
  checks.check(
    `${name}: joined again after a crash`,
    state === 'whisper, joined',
    `${state} after ${afterMs} ms`
  )
  await heard(told, 'whisper', epochMs())
  const askedAt = epochMs()
  await adam.switchTo('barge-in')
  await heard(told, 'barge-in', askedAt)
  await adam.hangUp()
}

async function heard(
  { name, adam, parties, checks }: Told,
  mode: SupervisionMode,
  fromMs: number
): Promise<void> {
  const audible = audibleTo(mode)
  const { heard: levels } = await parties.listen(audible, fromMs)
  const problems = hearingProblems(levels, audible)
  const { supervision } = await adam.app.slices()
  const microphone = supervision.phase === 'supervising' ? supervision.microphone : 'none'
  const expected = mode === 'spy' ? 'closed' : 'open'
  checks.check(
    `${name}: ${mode} is heard by those it is for, and the microphone is ${expected}`,
    problems.length === 0 && microphone === expected,
    [...problems, microphone, JSON.stringify(levels)].join(', ')
  )
}

/** What the details of the call's quality said. */
async function checkWay({ name, adam, checks }: Told, expected: MediaPath): Promise<void> {
  const { supervision } = await adam.app.slices()
  const way = supervision.phase === 'idle' ? supervision.last?.quality?.path : undefined
  checks.check(`${name}: the way is ${expected}`, way === expected, String(way))
}

/** The password came by the provision file and went to the engine; nothing else may hold it. */
async function checkSecret({ name, adam, checks }: Told, secret: string): Promise<void> {
  const { app } = adam
  const files = readdirSync(app.dataFolder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(app.dataFolder, file))
    .filter((file) => lstatSync(file).isFile())
  const holders = files.filter((file) => readFileSync(file).includes(secret))
  const hasLog = files.some((file) => file.endsWith('.log') && readFileSync(file).includes('TURN'))
  checks.check(
    `${name}: the password is in no file`,
    holders.length === 0 && hasLog,
    holders.join()
  )
  const shown = JSON.stringify(await app.slices())
  checks.check(
    `${name}: the window knows that there is one, and not which`,
    shown.includes('"hasTurnPassword":true') && !shown.includes(secret)
  )
}

/** From now on the hidden window reaches nobody but through a TURN server. */
async function allowRelayOnly({ electron }: CoachlineApp): Promise<void> {
  const isEngine = (page: Page) => page.url().includes('audio-engine')
  const engine =
    electron.windows().find(isEngine) ??
    (await electron.waitForEvent('window', { predicate: isEngine }))
  await engine.evaluate(() => {
    const { RTCPeerConnection } = window
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super({ ...configuration, iceTransportPolicy: 'relay' })
      }
    }
  })
}
