import { beforeEach, describe, expect, it } from 'vitest'
import { defaultCodes, type SupervisionCodes } from '@contract/settings/dialing-rule'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import { Supervisor } from '../../../src-main/supervision/supervisor'
import { FakeSupervisionCall } from '../../support/supervision/fake-supervision-call'

let calls: FakeSupervisionCall[]
let prepare: (call: FakeSupervisionCall) => void
beforeEach(() => {
  calls = []
  prepare = () => {}
})

/** A supervision of 744 in this mode, joined by its prefix. */
async function supervisingIn(
  mode: SupervisionMode,
  {
    codes = defaultCodes,
    answers = 'at-once'
  }: { codes?: SupervisionCodes; answers?: 'at-once' | 'when-told' } = {}
): Promise<Supervisor> {
  const supervisor = new Supervisor({
    profileOf: (extension) => ({
      target: { extension, name: 'John' },
      codes,
      dtmfMethod: 'auto',
      callSupervision: true
    }),
    isRegistered: () => true,
    openCall: () => {
      const call = new FakeSupervisionCall(answers)
      prepare(call)
      calls.push(call)
      return call
    },
    now: () => 1_000,
    log: { info: () => undefined, warn: () => undefined }
  })
  const joined = supervisor.join('744', mode)
  await settle()
  calls[0]?.answerMicrophone()
  await joined
  calls[0]?.reach({ kind: 'confirmed' })
  await settle()
  calls[0]?.answerMicrophone()
  await settle()
  return supervisor
}

/** Lets everything that is ready run. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** And has every microphone answer that is waited for. */
async function drain(): Promise<void> {
  for (let round = 0; round < 10; round++) {
    await settle()
    for (const call of calls) call.answerMicrophone()
  }
}

describe('a supervision whose call can carry nothing any more', () => {
  it.each([
    ['spy', ['dial *90744']],
    ['whisper', ['microphone muted', 'dial *91744', 'microphone open']],
    ['barge-in', ['microphone muted', 'dial *92744', 'microphone open']]
  ] as const)('goes on in %s, in another call', async (mode, wire) => {
    const supervisor = await supervisingIn(mode)
    calls[0]?.loseSession()
    expect(supervisor.view).toMatchObject({ phase: 'supervising', change: { to: mode } })
    await settle()
    expect(calls[0]?.wire.at(-1)).toBe('hang up')
    expect(calls[0]?.closed).toBe(true)
    calls[1]?.reach({ kind: 'confirmed' })
    await settle()
    expect(calls[1]?.wire).toEqual(wire)
    expect(supervisor.view).toMatchObject({ mode, knowledge: 'joined', change: null })
  })

  it('does so also where the mode cannot be switched', async () => {
    const codes = { ...defaultCodes, switchMethod: 'none' as const }
    const supervisor = await supervisingIn('barge-in', { codes })
    calls[0]?.loseSession()
    await settle()
    calls[1]?.reach({ kind: 'confirmed' })
    await settle()
    expect(supervisor.view).toMatchObject({ mode: 'barge-in', knowledge: 'joined' })
  })

  it('goes on in the mode whose code was leaving', async () => {
    const supervisor = await supervisingIn('barge-in', { answers: 'when-told' })
    const changed = supervisor.changeMode('spy')
    await settle()
    calls[0]?.loseSession()
    calls[0]?.finishDigits(false)
    await drain()
    expect(calls[1]?.wire).toEqual(['dial *90744'])
    calls[1]?.reach({ kind: 'confirmed' })
    await drain()
    await changed
    expect(supervisor.view).toMatchObject({ mode: 'spy', microphone: 'closed', change: null })
  })

  it('goes on in the mode that is asked for while the other call rings', async () => {
    const supervisor = await supervisingIn('whisper')
    calls[0]?.loseSession()
    await settle()
    void supervisor.changeMode('spy')
    calls[1]?.reach({ kind: 'confirmed' })
    await settle()
    expect(calls).toHaveLength(2)
    expect(calls[1]?.wire.at(-1)).toBe('dtmf 0')
    expect(calls[1]?.microphone).toBe('closed')
    expect(supervisor.view).toMatchObject({ mode: 'spy', knowledge: 'sent' })
  })

  it('goes on muted when the microphone cannot be opened again', async () => {
    const supervisor = await supervisingIn('barge-in')
    prepare = (call) => (call.problem = 'none')
    calls[0]?.loseSession()
    await settle()
    expect(calls[1]?.wire).toEqual(['dial *92744'])
    calls[1]?.reach({ kind: 'confirmed' })
    await settle()
    expect(calls[1]?.microphone).toBe('closed')
    expect(supervisor.view).toMatchObject({
      mode: 'barge-in',
      muted: true,
      failure: { reason: 'microphone.none' }
    })
  })

  it('is lost when the PBX refuses the other call, and can be joined again', async () => {
    const supervisor = await supervisingIn('whisper')
    calls[0]?.loseSession()
    await settle()
    const end = {
      by: 'rejected',
      statusCode: 480,
      reasonPhrase: 'Temporarily Unavailable'
    } as const
    calls[1]?.reach({ kind: 'terminated', end })
    await settle()
    expect(supervisor.view).toMatchObject({
      phase: 'idle',
      last: { mode: 'whisper', by: 'lost', failure: { reason: 'supervision.refused.no-call' } }
    })
  })

  it('is over when the manager hung up meanwhile', async () => {
    const supervisor = await supervisingIn('spy')
    calls[0]?.loseSession()
    supervisor.hangUp()
    await settle()
    expect(supervisor.view).toMatchObject({ phase: 'idle', last: { by: 'manager' } })
    expect(calls[1]?.wire ?? []).not.toContain('dial *90744')
  })
})

describe('while the other call rings', () => {
  it('nobody hears the manager, and the view says so', async () => {
    const supervisor = await supervisingIn('barge-in')
    expect(supervisor.view).toMatchObject({ whoHears: { agent: 'hears', client: 'hears' } })
    calls[0]?.loseSession()
    await settle()
    expect(supervisor.view).toMatchObject({
      mode: 'barge-in',
      change: { to: 'barge-in', stage: 'rejoining' },
      microphone: 'muted',
      whoHears: { agent: 'does-not-hear', client: 'does-not-hear' }
    })
    calls[1]?.reach({ kind: 'confirmed' })
    await settle()
    expect(supervisor.view).toMatchObject({
      change: null,
      microphone: 'open',
      whoHears: { agent: 'hears', client: 'hears' }
    })
  })

  it('a call that is lost twice is joined again once', async () => {
    const supervisor = await supervisingIn('whisper', { answers: 'when-told' })
    calls[0]?.loseSession()
    calls[0]?.loseSession()
    await drain()
    calls[1]?.reach({ kind: 'confirmed' })
    await drain()
    expect(calls).toHaveLength(2)
    expect(calls[1]?.wire).toEqual(['microphone muted', 'dial *91744', 'microphone open'])
    expect(supervisor.view).toMatchObject({ mode: 'whisper', knowledge: 'joined', change: null })
  })

  it('and is lost as well, a third one takes its place', async () => {
    const supervisor = await supervisingIn('whisper')
    calls[0]?.loseSession()
    await settle()
    calls[1]?.reach({ kind: 'confirmed' })
    calls[1]?.loseSession()
    await settle()
    expect(calls[1]?.closed).toBe(true)
    calls[2]?.reach({ kind: 'confirmed' })
    await settle()
    expect(supervisor.view).toMatchObject({ mode: 'whisper', microphone: 'open', change: null })
    expect(calls).toHaveLength(3)
  })

  it('spy that is asked for closes the microphone, and mute stays', async () => {
    const supervisor = await supervisingIn('barge-in')
    calls[0]?.loseSession()
    await settle()
    await supervisor.setMuted(true)
    void supervisor.changeMode('spy')
    await settle()
    expect(calls[1]?.microphone).toBe('closed')
    void supervisor.changeMode('barge-in')
    calls[1]?.reach({ kind: 'confirmed' })
    await settle()
    expect(calls[1]?.wire).not.toContain('microphone open')
    expect(supervisor.view).toMatchObject({ muted: true, microphone: 'muted' })
  })
})

describe('a mode that was asked for when the call was lost', () => {
  it('does not come about, and that is still to be read when the call is back', async () => {
    const supervisor = await supervisingIn('spy')
    const [first] = calls
    if (first) first.problem = 'failed'
    await supervisor.changeMode('whisper')
    first?.loseSession()
    await settle()
    calls[1]?.reach({ kind: 'confirmed' })
    await settle()
    expect(supervisor.view).toMatchObject({
      mode: 'spy',
      knowledge: 'joined',
      failure: { reason: 'microphone.failed' }
    })
  })
})
