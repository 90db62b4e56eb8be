import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { audibleTo } from '@contract/telephony/audibility'
import { joinNumber } from '@contract/settings/dialing-rule'
import { speaksIn, type SupervisionMode } from '@contract/telephony/supervision-mode'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { epochMs } from '../support/phone/clock'
import { toneDbfs } from '../support/phone/tone-analysis'
import type { CoachlineApp } from './coachline-app'
import { managerHears, managerHearsSince } from './manager-audio'
import { toneHz } from './parties'
import type { Stage } from './stage'
import { hearingProblems, isAbsent, isPresent, type ManagerHears, type Step } from './step'
import { resultOf, sentSince } from './wire-facts'

const answerWithinMs = 20_000
const changeWithinMs = 5_000

type StepFacts = Partial<Omit<Step, 'step' | 'ok' | 'screenshot'>>

/** The seed's story, step by step, as one run plays it. */
export class Story {
  readonly steps: Step[] = []
  private app: CoachlineApp | undefined

  constructor(
    private readonly stage: Stage,
    private readonly onStep: (step: Step) => void,
    private readonly screenshotFolder: string | undefined
  ) {
    if (screenshotFolder !== undefined) mkdirSync(screenshotFolder, { recursive: true })
  }

  /** Plays to the end, or to the first step without which the next cannot be played. */
  async play(): Promise<readonly Step[]> {
    try {
      await this.playAll()
    } finally {
      await this.app?.close()
    }
    return this.steps
  }

  private async playAll(): Promise<void> {
    if (!(await this.step('registered', () => this.register()))) return
    if (this.stage.idleAgent) await this.step('agent idle: spy is refused', () => this.refusal())
    if (!(await this.step('client calls agent', () => this.callAgent()))) return
    if (!(await this.step('spy', () => this.join('spy')))) return
    await this.step('whisper', () => this.change('whisper'))
    await this.step('barge-in', () => this.change('barge-in'))
    await this.step('back to spy', () => this.change('spy'))
    await this.step('hang up', () => this.hangUp())
  }

  private async step(name: string, run: () => Promise<StepFacts>): Promise<boolean> {
    let facts: StepFacts
    try {
      facts = await run()
    } catch (error) {
      facts = { problems: [error instanceof Error ? error.message : String(error)] }
    }
    const problems = facts.problems ?? []
    const screenshot = await this.screenshot(name)
    const step: Step = {
      step: name,
      sent: null,
      sip: null,
      expectedToHear: [],
      heard: null,
      managerHears: null,
      managerSendsDbfs: null,
      tookMs: null,
      ...facts,
      problems,
      ok: problems.length === 0,
      ...(screenshot === undefined ? {} : { screenshot })
    }
    this.steps.push(step)
    this.onStep(step)
    return step.ok
  }

  private async register(): Promise<StepFacts> {
    const from = epochMs()
    this.app = await this.stage.launch()
    const { log } = this.stage.tap
    const { request, response, answeredAt } = await log.exchange('REGISTER', from, answerWithinMs)
    const facts = { sent: `REGISTER ${request.requestUri}`, sip: resultOf(response) }
    if (response.statusCode !== 200) return { ...facts, problems: ['the PBX refuses the manager'] }
    await this.app.until('registered in the app', changeWithinMs, ({ registration }) =>
      registration.kind === 'registered' ? true : undefined
    )
    return { ...facts, tookMs: answeredAt - from }
  }

  private async refusal(): Promise<StepFacts> {
    const { tap, idleAgent = [] } = this.stage
    const from = epochMs()
    await this.ask('spy')
    const { response, answeredAt } = await tap.log.exchange('INVITE', from, answerWithinMs)
    const sent = sentSince(tap.log, from)?.text ?? null
    const facts = { sent, sip: resultOf(response), tookMs: answeredAt - from }
    const view = await this.supervision((each) => each.phase !== 'joining')
    if (view.phase !== 'idle') await this.running.command('supervision.hangUp')
    const problems = idleAgent.includes(response.statusCode)
      ? view.phase === 'idle' && view.last?.failure
        ? []
        : ['the app gives no reason for the refusal']
      : [`expected ${idleAgent.join(' or ')}`]
    return { ...facts, problems }
  }

  private async callAgent(): Promise<StepFacts> {
    const from = epochMs()
    const { dialled, statusCode } = await this.stage.parties.connect()
    const tookMs = epochMs() - from
    const facts = {
      sent: `${dialled} (by the client)`,
      sip: { statusCode, reasonPhrase: '' },
      tookMs
    }
    if (statusCode !== 200) return { ...facts, problems: ['the client does not reach the agent'] }
    const { heard } = await this.stage.parties.listen([], from)
    return { ...facts, heard, problems: heard ? hearingProblems(heard, []) : [] }
  }

  private async join(mode: SupervisionMode): Promise<StepFacts> {
    const from = epochMs()
    await this.ask(mode)
    const view = await this.supervision((each) => each.phase !== 'joining')
    if (view.phase === 'supervising') return this.measure(mode, from)
    const sent = sentSince(this.stage.tap.log, from)
    const reason = (view.phase === 'idle' && view.last?.failure?.reason) || 'for no reason given'
    return {
      sent: sent?.text ?? null,
      sip: sent?.sip ?? null,
      problems: [`the app could not join: ${reason}`]
    }
  }

  private async change(mode: SupervisionMode): Promise<StepFacts> {
    const { switchMethod } = this.stage.codes
    if (switchMethod === 'none') {
      await this.leave()
      return this.join(mode)
    }
    const from = epochMs()
    const answer = await this.running.command('supervision.changeMode', { mode })
    if (!answer.ok) throw new Error(`the app refuses: ${answer.failure.reason}`)
    await this.supervision((each) => each.phase === 'supervising' && each.mode === mode)
    return this.measure(mode, from)
  }

  /** What a mode sounds like, to everybody, once it is there. */
  private async measure(mode: SupervisionMode, from: number): Promise<StepFacts> {
    const { parties, tap, codes, extension } = this.stage
    const expectedToHear = audibleTo(mode)
    const [{ heard, since }, managerSince] = await Promise.all([
      parties.listen(expectedToHear, from),
      managerHearsSince(tap.log, from)
    ])
    const sent = sentSince(tap.log, from)
    const expected =
      sent?.sip && !sent.text.endsWith('(INFO)')
        ? joinNumber(codes, mode, extension)
        : codes.dtmfCodes[mode]
    const steadyFrom = Math.max(since ?? from, managerSince ?? from)
    const hears = await managerHears(tap.log, this.running, steadyFrom)
    const managerSendsDbfs = toneDbfs(tap.log.fromApp.audio, toneHz.manager, steadyFrom + 100)
    const view = (await this.running.slices()).supervision
    return {
      sent: sent?.text ?? null,
      sip: sent?.sip ?? null,
      expectedToHear,
      heard,
      managerHears: hears,
      managerSendsDbfs,
      tookMs: since === null || managerSince === undefined ? null : steadyFrom - from,
      problems: [
        ...(sent?.dialString === expected ? [] : [`${expected} was expected on the wire`]),
        ...(sent?.sip && sent.sip.statusCode !== 200 ? ['the PBX refused it'] : []),
        ...hearingProblems(heard, expectedToHear),
        ...managerProblems(hears, mode, managerSendsDbfs),
        ...viewProblems(view, mode)
      ]
    }
  }

  private async hangUp(): Promise<StepFacts> {
    const { tap, parties } = this.stage
    const from = epochMs()
    await this.leave()
    const { response, answeredAt } = await tap.log.exchange('BYE', from, changeWithinMs)
    const { heard } = await parties.listen([], from)
    const stillSends = tap.log.fromApp.audio.some(({ at }) => at > answeredAt + 100)
    return {
      sent: 'BYE',
      sip: resultOf(response),
      heard,
      tookMs: answeredAt - from,
      problems: [
        ...(response.statusCode === 200 ? [] : ['the PBX refused it']),
        ...(heard ? hearingProblems(heard, []) : []),
        ...(stillSends ? ['the app still sends audio'] : [])
      ]
    }
  }

  private async leave(): Promise<void> {
    await this.running.command('supervision.hangUp')
    await this.supervision((each) => each.phase === 'idle')
  }

  private async ask(mode: SupervisionMode): Promise<void> {
    const { extension } = this.stage
    const answer = await this.running.command('supervision.join', { extension, mode })
    if (!answer.ok) throw new Error(`the app does not join: ${answer.failure.reason}`)
  }

  private async supervision(test: (view: SupervisionView) => boolean): Promise<SupervisionView> {
    return this.running.until('the app', answerWithinMs, ({ supervision }) =>
      test(supervision) ? supervision : undefined
    )
  }

  private get running(): CoachlineApp {
    if (!this.app) throw new Error('Coachline does not run')
    return this.app
  }

  private async screenshot(step: string): Promise<string | undefined> {
    if (this.screenshotFolder === undefined || !this.app) return undefined
    const number = String(this.steps.length + 1).padStart(2, '0')
    const name = `${number}-${step.replace(/[^a-z0-9]+/gi, '-')}.png`
    const path = join(this.screenshotFolder, name)
    await this.app.screenshot(path)
    return path
  }
}

function managerProblems(
  hears: ManagerHears,
  mode: SupervisionMode,
  sendsDbfs: number
): readonly string[] {
  const { agentDbfs, clientDbfs, meterDbfs } = hears
  const audible = (dbfs: number | null) => dbfs === null || isPresent(dbfs)
  const sends = speaksIn(mode) ? isPresent(sendsDbfs) : isAbsent(sendsDbfs)
  return [
    ...(audible(agentDbfs) ? [] : ['the manager does not hear the agent']),
    ...(audible(clientDbfs) ? [] : ['the manager does not hear the client']),
    ...(meterDbfs > -40 ? [] : ["the app's meter shows no received audio"]),
    ...(sends ? [] : [speaksIn(mode) ? 'the app sends no voice' : 'the microphone is not closed'])
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
