import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { defaultCodes, type SupervisionCodes } from '@contract/settings/dialing-rule'
import type { DtmfMethod } from '@contract/telephony/dtmf'
import { supervisionModes, type SupervisionMode } from '@contract/telephony/supervision-mode'
import { Supervisor } from '../../../src-main/supervision/supervisor'
import { FakeSupervisionCall } from '../../support/supervision/fake-supervision-call'

const silentLog = { info: () => undefined, warn: () => undefined }

let calls: FakeSupervisionCall[]
let registered: boolean

beforeEach(() => {
  calls = []
  registered = true
})

interface Given {
  codes?: SupervisionCodes
  dtmfMethod?: DtmfMethod
  answers?: 'at-once' | 'when-told'
  prepare?: (call: FakeSupervisionCall) => void
}

function supervisorWith({
  codes = defaultCodes,
  dtmfMethod = 'auto',
  answers = 'at-once',
  prepare
}: Given = {}) {
  return new Supervisor({
    profileOf: (extension) =>
      extension === '744'
        ? { target: { extension, name: 'John' }, codes, dtmfMethod, callSupervision: true }
        : undefined,
    isRegistered: () => registered,
    openCall: () => {
      const call = new FakeSupervisionCall(answers)
      prepare?.(call)
      calls.push(call)
      return call
    },
    now: () => 1_000,
    log: silentLog
  })
}

const lastCall = () => calls.at(-1) ?? new FakeSupervisionCall()

async function spying(given: Given = {}) {
  const supervisor = supervisorWith(given)
  await supervisor.join('744', 'spy')
  lastCall().reach({ kind: 'confirmed' })
  return supervisor
}

describe("Adam's story", () => {
  it('dials *90744, sends 1, sends 2 and hangs up', async () => {
    const supervisor = await spying()
    await supervisor.changeMode('whisper')
    await supervisor.changeMode('barge-in')
    supervisor.hangUp()
    expect(lastCall().wire).toEqual([
      'dial *90744',
      'microphone muted',
      'dtmf 1',
      'microphone open',
      'dtmf 2',
      'hang up'
    ])
    expect(supervisor.view).toMatchObject({ phase: 'idle', last: { by: 'manager', failure: null } })
  })

  it('shows a switch as sent and not as reached', async () => {
    const supervisor = await spying()
    expect(supervisor.view).toMatchObject({ mode: 'spy', knowledge: 'joined' })
    await supervisor.changeMode('whisper')
    expect(supervisor.view).toMatchObject({
      mode: 'whisper',
      knowledge: 'sent',
      whoHears: { agent: 'may-hear', client: 'does-not-hear' }
    })
  })

  it('shows a switch by INFO as accepted after a 200', async () => {
    const supervisor = await spying({ dtmfMethod: 'info' })
    await supervisor.changeMode('barge-in')
    expect(lastCall().wire).toContain('info 2')
    expect(supervisor.view).toMatchObject({ mode: 'barge-in', knowledge: 'accepted' })
  })

  it('uses INFO by itself where the PBX did not accept telephone-event', async () => {
    const supervisor = await spying({ prepare: (call) => (call.telephoneEvents = false) })
    await supervisor.changeMode('whisper')
    expect(lastCall().wire).toContain('info 1')
  })

  it('sends the same code again', async () => {
    const supervisor = await spying()
    await supervisor.changeMode('whisper')
    await supervisor.sendAgain()
    expect(lastCall().wire.filter((entry) => entry === 'dtmf 1')).toHaveLength(2)
  })
})

describe('spy', () => {
  it('never touches the microphone', async () => {
    await spying()
    expect(lastCall().wire).toEqual(['dial *90744'])
  })

  it('closes the microphone before its code leaves', async () => {
    const supervisor = await spying()
    await supervisor.changeMode('barge-in')
    await supervisor.changeMode('spy')
    expect(lastCall().wire.slice(-2)).toEqual(['microphone closed', 'dtmf 0'])
  })

  it('is not reached before the microphone is known to be closed, however quick the PBX was', async () => {
    const supervisor = await spying({ answers: 'when-told', dtmfMethod: 'info' })
    const call = lastCall()
    await drainUntil(call, supervisor.changeMode('whisper'))
    const spied = supervisor.changeMode('spy')
    await settle()
    expect(call.wire).toContain('info 0')
    expect(supervisor.view).toMatchObject({ mode: 'whisper', microphone: 'open' })
    await drainUntil(call, spied)
    expect(supervisor.view).toMatchObject({ mode: 'spy', microphone: 'closed' })
  })
})

describe('a microphone that cannot be opened', () => {
  it('leaves the mode as it was and says why', async () => {
    const supervisor = await spying({ prepare: (call) => (call.problem = 'denied') })
    await supervisor.changeMode('whisper')
    expect(lastCall().wire).toEqual(['dial *90744'])
    expect(supervisor.view).toMatchObject({
      mode: 'spy',
      microphone: 'closed',
      failure: { reason: 'microphone.denied' }
    })
  })

  it('stops a join in whisper before anything is dialled', async () => {
    const supervisor = supervisorWith({ prepare: (call) => (call.problem = 'none') })
    const result = await supervisor.join('744', 'whisper')
    expect(result).toMatchObject({ ok: false, failure: { reason: 'microphone.none' } })
    expect(lastCall().wire).not.toContain('dial *91744')
    expect(supervisor.view.phase).toBe('idle')
  })

  it('that is lost between dialling and the answer is not shown as heard', async () => {
    const supervisor = supervisorWith()
    await supervisor.join('744', 'whisper')
    lastCall().problem = 'failed'
    lastCall().reach({ kind: 'confirmed' })
    await settle()
    expect(lastCall().microphone).toBe('closed')
    expect(supervisor.view).toMatchObject({
      mode: 'whisper',
      muted: true,
      whoHears: { agent: 'does-not-hear' },
      failure: { reason: 'microphone.failed' }
    })
  })

  it('mutes and says so when the device goes away', async () => {
    const supervisor = await spying()
    await supervisor.changeMode('whisper')
    lastCall().loseMicrophone()
    expect(supervisor.view).toMatchObject({ muted: true, failure: { reason: 'microphone.failed' } })
  })
})

describe('a supervision that is lost', () => {
  it('keeps whose call and which mode it was, and is joined again in it', async () => {
    const supervisor = await spying()
    await supervisor.changeMode('whisper')
    lastCall().reach({ kind: 'terminated', end: { by: 'network' } })
    expect(supervisor.view).toMatchObject({
      phase: 'idle',
      last: {
        by: 'lost',
        mode: 'whisper',
        target: { extension: '744' },
        failure: { reason: 'supervision.connection-lost' }
      }
    })
    await supervisor.join('744', 'whisper')
    expect(lastCall().wire).toEqual(['microphone muted', 'dial *91744'])
  })

  it('is none that never began', async () => {
    const supervisor = supervisorWith()
    await supervisor.join('744', 'spy')
    lastCall().reach({ kind: 'terminated', end: { by: 'network' } })
    expect(supervisor.view).toMatchObject({ phase: 'idle', last: { by: 'failed' } })
  })
})

describe('a refusal', () => {
  it.each([
    [403, 'supervision.refused.forbidden'],
    [480, 'supervision.refused.no-call'],
    [404, 'supervision.refused.not-found'],
    [486, 'supervision.refused.busy'],
    [488, 'supervision.refused.media'],
    [500, 'supervision.refused.other']
  ])('%i keeps the code and the reason phrase', async (statusCode, reason) => {
    const supervisor = supervisorWith()
    await supervisor.join('744', 'spy')
    const end = { by: 'rejected' as const, statusCode, reasonPhrase: 'Because' }
    lastCall().reach({ kind: 'terminated', end })
    expect(supervisor.view).toMatchObject({
      phase: 'idle',
      last: { failure: { reason, context: { statusCode, reasonPhrase: 'Because' } } }
    })
    expect(lastCall().closed).toBe(true)
  })

  it('of a second supervision comes from us', async () => {
    const supervisor = await spying()
    expect(await supervisor.join('744', 'spy')).toMatchObject({
      failure: { reason: 'supervision.already-supervising' }
    })
  })

  it('without a registration comes from us', async () => {
    registered = false
    expect(await supervisorWith().join('744', 'spy')).toMatchObject({
      failure: { reason: 'supervision.not-registered' }
    })
  })
})

describe('modes asked for in a hurry', () => {
  it('sends the code that is leaving and then only the last one asked for', async () => {
    const supervisor = await spying({ answers: 'when-told' })
    const call = lastCall()
    const first = supervisor.changeMode('whisper')
    await drain(call)
    await supervisor.changeMode('barge-in')
    await supervisor.changeMode('spy')
    expect(call.microphone).toBe('closed')
    await drainUntil(call, first)
    expect(call.wire.filter((entry) => entry.startsWith('dtmf'))).toEqual(['dtmf 1', 'dtmf 0'])
    expect(call.wire).not.toContain('microphone open')
    expect(supervisor.view).toMatchObject({ mode: 'spy', microphone: 'closed' })
  })

  it('keeps the voice in on the wire, whatever the order of keys and answers', async () => {
    const step = fc.oneof(
      fc.constantFrom(...supervisionModes),
      fc.constantFrom('microphone', 'digits', 'digits-fail', 'mute', 'unmute', 'lost')
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        calls = []
        const supervisor = await spying({ answers: 'when-told' })
        const call = lastCall()
        let wanted: SupervisionMode = 'spy'
        for (const each of steps) {
          if (each === 'microphone') call.answerMicrophone()
          else if (each === 'digits') call.finishDigits()
          else if (each === 'digits-fail') call.finishDigits(false)
          else if (each === 'mute' || each === 'unmute') void supervisor.setMuted(each === 'mute')
          else if (each === 'lost') call.loseMicrophone()
          else void supervisor.changeMode((wanted = each))
          if (wanted === 'spy') expect(call.microphone).not.toBe('open')
          await settle()
          if (wanted === 'spy') expect(call.microphone).not.toBe('open')
          const { view } = supervisor
          if (call.microphone === 'open') expect(view).toMatchObject({ microphone: 'open' })
        }
      }),
      { numRuns: 500 }
    )
  })
})

describe('a change that was on its way when its supervision ended', () => {
  it('is not taken for one of the next supervision', async () => {
    const supervisor = supervisorWith({ answers: 'when-told' })
    const first = await whispering(supervisor)
    const late = supervisor.changeMode('barge-in')
    await settle()
    expect(first.wire.at(-1)).toBe('dtmf 2')
    supervisor.hangUp()
    const second = await whispering(supervisor)
    const spied = supervisor.changeMode('spy')
    await settle()
    expect(second.wire.at(-1)).toBe('dtmf 0')
    first.finishDigits()
    await late
    expect(supervisor.view).toMatchObject({ mode: 'whisper', change: { to: 'spy' } })
    await drainUntil(second, spied)
    expect(supervisor.view).toMatchObject({ mode: 'spy', knowledge: 'sent' })
  })

  it('opens no way for a code of the next one before its microphone is open', async () => {
    const supervisor = await spying({ answers: 'when-told' })
    const first = lastCall()
    const late = supervisor.changeMode('whisper')
    supervisor.hangUp()
    await supervisor.join('744', 'spy')
    const second = lastCall()
    second.reach({ kind: 'confirmed' })
    const changed = supervisor.changeMode('whisper')
    await drain(first)
    await late
    expect(second.wire).toEqual(['dial *90744'])
    await drainUntil(second, changed)
    expect(second.wire.slice(1)).toEqual(['microphone muted', 'dtmf 1', 'microphone open'])
  })

  async function whispering(supervisor: Supervisor): Promise<FakeSupervisionCall> {
    const joined = supervisor.join('744', 'whisper')
    const call = lastCall()
    await drainUntil(call, joined)
    call.reach({ kind: 'confirmed' })
    await drain(call)
    return call
  }
})

describe('a PBX that switches by another call', () => {
  it('hangs up and dials the other prefix', async () => {
    const supervisor = await spying({ codes: { ...defaultCodes, switchMethod: 'rejoin' } })
    const changed = supervisor.changeMode('whisper')
    await settle()
    expect(calls[0]?.wire.at(-1)).toBe('hang up')
    expect(calls[1]?.wire).toEqual(['microphone muted', 'dial *91744'])
    calls[1]?.reach({ kind: 'confirmed' })
    await changed
    expect(supervisor.view).toMatchObject({
      mode: 'whisper',
      knowledge: 'joined',
      whoHears: { agent: 'hears', client: 'does-not-hear' }
    })
  })

  it('says that the microphone is closed when the call that was left has closed it', async () => {
    const codes = { ...defaultCodes, switchMethod: 'rejoin' as const }
    const supervisor = await spying({ codes })
    const whispered = supervisor.changeMode('whisper')
    await settle()
    const whispering = lastCall()
    whispering.reach({ kind: 'confirmed' })
    await whispered
    let closed = () => {}
    const closing = new Promise<void>((resolve) => (closed = resolve))
    whispering.close = () => closing
    whispering.setMicrophone = () => closing.then(() => ({ problem: null }))
    const spied = supervisor.changeMode('spy')
    await settle()
    expect(supervisor.view).toMatchObject({ mode: 'whisper', microphone: 'open' })
    expect(calls).toHaveLength(2)
    closed()
    await settle()
    lastCall().reach({ kind: 'confirmed' })
    await spied
    expect(supervisor.view).toMatchObject({ mode: 'spy', microphone: 'closed' })
  })
})

/** Lets everything that is ready run. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}

async function drain(call: FakeSupervisionCall): Promise<void> {
  call.answerMicrophone()
  await settle()
}

async function drainUntil(call: FakeSupervisionCall, done: Promise<unknown>): Promise<void> {
  const state = { over: false }
  void done.then(() => (state.over = true))
  while (!state.over) {
    call.answerMicrophone()
    call.finishDigits()
    await settle()
  }
}
