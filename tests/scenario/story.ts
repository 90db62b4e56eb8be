import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import { epochMs } from '../support/phone/clock'
import { measureMode } from './listening'
import { Adam } from './adam'
import type { Stage } from './stage'
import { hearingProblems, heardBy, type Step, type StepFacts } from './step'
import { resultOf, sentSince } from './wire-facts'

const answerWithinMs = 20_000
const changeWithinMs = 5_000
/** packets that were under way when the app hung up */
const edgeMs = 100

/** The story, step by step, as one run plays it. */
export class Story {
  readonly steps: Step[] = []
  private adam: Adam | undefined

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
      await this.adam?.app.close()
    }
    return this.steps
  }

  private async playAll(): Promise<void> {
    if (!(await this.step('registered', () => this.register()))) return
    if (this.stage.idleAgent) await this.step('agent idle: refused', () => this.refusal())
    if (!(await this.step('client calls agent', () => this.callAgent()))) return
    await this.step('spy', () => this.join('spy'))
    if (!(await this.isSupervising())) return
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
      const message = error instanceof Error ? error.message : String(error)
      facts = { problems: [stripVTControlCharacters(message)] }
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
      heardBy: heardBy(facts.heard ?? null),
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
    const app = await this.stage.launch()
    this.adam = new Adam(app, this.stage.extension)
    const { log } = this.stage.tap
    const { request, response, answeredAt } = await log.exchange('REGISTER', from, answerWithinMs)
    const facts = { sent: `REGISTER ${request.requestUri}`, sip: resultOf(response) }
    if (response.statusCode !== 200) return { ...facts, problems: ['the PBX refuses the manager'] }
    await app.until('registered in the app', changeWithinMs, ({ registration }) =>
      registration.kind === 'registered' ? true : undefined
    )
    return { ...facts, tookMs: answeredAt - from }
  }

  private async refusal(): Promise<StepFacts> {
    const { tap, idleAgent = [] } = this.stage
    const from = epochMs()
    await this.manager.command('spy')
    const { response, answeredAt } = await tap.log.exchange('INVITE', from, answerWithinMs)
    const view = await this.manager.until(({ phase }) => phase !== 'joining')
    const facts = {
      sent: sentSince(tap.log, from)?.text ?? null,
      sip: resultOf(response),
      tookMs: answeredAt - from
    }
    if (view.phase !== 'idle') {
      await this.manager.hangUp()
      return { ...facts, problems: ['the join was not refused'] }
    }
    const problems = [
      ...(idleAgent.includes(response.statusCode) ? [] : [`expected ${idleAgent.join(' or ')}`]),
      ...(view.last?.failure ? [] : ['the app gives no reason'])
    ]
    return { ...facts, problems }
  }

  private async callAgent(): Promise<StepFacts> {
    const from = epochMs()
    const { dialled, statusCode } = await this.stage.parties.connect()
    const tookMs = epochMs() - from
    const facts = { sent: `${dialled} (by client)`, sip: { statusCode, reasonPhrase: '' }, tookMs }
    if (statusCode !== 200) return { ...facts, problems: ['the client does not reach the agent'] }
    const { heard } = await this.stage.parties.listen([], from)
    return { ...facts, heard, problems: heard ? hearingProblems(heard, []) : [] }
  }

  private async join(mode: SupervisionMode): Promise<StepFacts> {
    const { tap } = this.stage
    const from = epochMs()
    await this.manager.join(mode)
    await tap.log.exchange('INVITE', from, answerWithinMs)
    const view = await this.manager.until(({ phase }) => phase !== 'joining')
    if (view.phase === 'supervising') return measureMode(this.stage, this.manager, mode, from)
    const sent = sentSince(tap.log, from)
    const reason = view.phase === 'idle' ? view.last?.failure?.reason : undefined
    return {
      sent: sent?.text ?? null,
      sip: sent?.sip ?? null,
      problems: [`the app could not join: ${reason ?? 'it gives no reason'}`]
    }
  }

  private async change(mode: SupervisionMode): Promise<StepFacts> {
    if (this.stage.codes.switchMethod === 'none') {
      await this.manager.hangUp()
      return this.join(mode)
    }
    const from = epochMs()
    const view = await this.manager.switchTo(mode)
    const failure =
      view.phase === 'supervising' ? view.failure : view.phase === 'idle' && view.last?.failure
    const facts = await measureMode(this.stage, this.manager, mode, from)
    const problems = failure ? [`the app reports ${failure.reason}`] : []
    return { ...facts, problems: [...problems, ...(facts.problems ?? [])] }
  }

  private async hangUp(): Promise<StepFacts> {
    const { tap, parties } = this.stage
    const from = epochMs()
    await this.manager.hangUp()
    const { response, answeredAt } = await tap.log.exchange('BYE', from, changeWithinMs)
    const { heard } = await parties.listen([], from)
    const stillSends = tap.log.fromApp.audio.some(({ at }) => at > answeredAt + edgeMs)
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

  private get manager(): Adam {
    if (!this.adam) throw new Error('Coachline does not run')
    return this.adam
  }

  private async isSupervising(): Promise<boolean> {
    return (await this.manager.app.slices()).supervision.phase === 'supervising'
  }

  private async screenshot(step: string): Promise<string | undefined> {
    if (this.screenshotFolder === undefined || !this.adam) return undefined
    const number = String(this.steps.length + 1).padStart(2, '0')
    const name = `${number}-${step.replace(/[^a-z0-9]+/gi, '-')}.png`
    const path = join(this.screenshotFolder, name)
    await this.adam.app.screenshot(path)
    return path
  }
}
