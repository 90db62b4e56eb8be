import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { failure } from '@contract/errors/reasons'
import type { EchoCallView } from '@contract/ipc/echo-call-view'
import type { MicrophoneProblem } from '@contract/ipc/media-protocol'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { CallState } from '@contract/telephony/call-state'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import { EchoCall, type EchoLeg, type EchoPbx } from '../../../src-main/app/echo-call'

/** A PBX, an account and a leg that do what the test says, and note what is asked of them. */
class FakeEcho {
  readonly did: string[] = []
  readonly views: EchoCallView[] = []
  readonly microphones: MicrophonePolicy[] = []
  pbx: Promise<Result<EchoPbx>> = Promise.resolve(
    ok({ port: 1, stop: () => void this.did.push('pbx stopped') })
  )
  signedIn: Promise<Result<unknown>> = Promise.resolve(ok())
  problem: MicrophoneProblem | null = null
  /** how long the device takes to open */
  opening: Promise<void> = Promise.resolve()
  mediaUp = true
  busy = false
  closing: Promise<void> = Promise.resolve()
  died = () => {}
  tell: (state: CallState) => void = () => {}
  lose = () => {}

  private readonly leg: EchoLeg = {
    state: { kind: 'calling' },
    onState: (listener) => {
      this.tell = listener
    },
    setMicrophone: async (microphone) => {
      this.microphones.push(microphone)
      if (microphone === 'open') await this.opening
      return { problem: microphone === 'closed' ? null : this.problem }
    },
    onMicrophoneLost: (listener) => {
      this.lose = listener
    },
    hangUp: () => void this.did.push('hung up'),
    close: () => this.closing
  }

  readonly call = new EchoCall({
    startPbx: (died) => {
      this.died = died
      return this.pbx
    },
    lineTo: () => ({
      signIn: () => this.signedIn,
      dial: () => (this.mediaUp ? this.leg : null),
      stop: () => {
        this.did.push('signed out')
        return Promise.resolve()
      }
    }),
    busy: () => this.busy,
    changed: (view) => void this.views.push(view),
    now: () => 42,
    log: { warn: () => {} }
  })

  get view(): EchoCallView | undefined {
    return this.views.at(-1)
  }

  async answered(): Promise<void> {
    this.call.start()
    await settled()
    this.tell({ kind: 'confirmed' })
    await settled()
  }
}

/** All of it is promises. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

let echo: FakeEcho
beforeEach(() => {
  echo = new FakeEcho()
})

describe('the echo call', () => {
  it('opens the microphone when it is answered, and lets everything go in the end', async () => {
    echo.call.start()
    await settled()
    expect(echo.microphones).toEqual(['muted'])
    echo.tell({ kind: 'confirmed' })
    await settled()
    expect(echo.microphones).toEqual(['muted', 'open'])
    echo.call.hangUp()
    expect(echo.microphones.at(-1)).toBe('closed')
    await settled()
    expect(echo.did).toEqual(['hung up', 'signed out', 'pbx stopped'])
    expect(echo.views).toEqual([
      { phase: 'starting' },
      { phase: 'running', answeredAt: 42 },
      { phase: 'ended', by: 'manager' }
    ])
    expect(echo.call.active).toBe(false)
  })

  it('runs when one can speak, which may be later than the answer', async () => {
    let opened = () => {}
    echo.opening = new Promise((resolve) => (opened = resolve))
    await echo.answered()
    expect(echo.view).toEqual({ phase: 'starting' })
    opened()
    await settled()
    expect(echo.view).toEqual({ phase: 'running', answeredAt: 42 })
  })

  it('does not run when it was ended while the microphone opened', async () => {
    let opened = () => {}
    echo.opening = new Promise((resolve) => (opened = resolve))
    await echo.answered()
    echo.call.hangUp()
    opened()
    await settled()
    expect(echo.view).toEqual({ phase: 'ended', by: 'manager' })
  })

  it('fails when the microphone cannot be asked for any more', async () => {
    let lost = (_: Error) => {}
    echo.opening = new Promise((_, reject) => (lost = reject))
    await echo.answered()
    lost(new Error('the engine is gone'))
    await settled()
    expect(echo.view).toEqual({ phase: 'failed', failure: failure('sound.echo-failed') })
  })

  it('is refused during a call, and then starts nothing', async () => {
    echo.busy = true
    expect(echo.call.start()).toMatchObject({ failure: { reason: 'sound.test-in-call' } })
    await settled()
    expect(echo.views).toEqual([])
  })

  it('is one at a time', async () => {
    await echo.answered()
    echo.call.start()
    expect(echo.views).toHaveLength(2)
  })

  it('can be made again when it is over', async () => {
    await echo.answered()
    echo.call.hangUp()
    await echo.answered()
    expect(echo.view).toMatchObject({ phase: 'running' })
  })

  it('makes room for another call, which can wait until the microphone is closed', async () => {
    await echo.answered()
    let closed = () => {}
    echo.closing = new Promise((resolve) => {
      closed = resolve
    })
    let hasGivenWay = false
    const giving = echo.call.giveWay().then(() => {
      hasGivenWay = true
    })
    expect(echo.view).toEqual({ phase: 'ended', by: 'other-call' })
    expect(echo.microphones.at(-1)).toBe('closed')
    await settled()
    expect(hasGivenWay).toBe(false)
    closed()
    await giving
  })

  it('that was over already stays as it ended', async () => {
    await echo.answered()
    echo.call.hangUp()
    await echo.call.giveWay()
    expect(echo.view).toEqual({ phase: 'ended', by: 'manager' })
  })

  it('given up before its PBX listens, stops it as soon as it does', async () => {
    let listens: (started: Result<EchoPbx>) => void = () => {}
    echo.pbx = new Promise((resolve) => {
      listens = resolve
    })
    echo.call.start()
    await echo.call.giveWay()
    listens(ok({ port: 1, stop: () => void echo.did.push('pbx stopped') }))
    await settled()
    expect(echo.did).toEqual(['pbx stopped'])
    expect(echo.microphones).toEqual([])
  })

  it('given up while it signs in, dials nothing', async () => {
    let answer: (signedIn: Result<null>) => void = () => {}
    echo.signedIn = new Promise((resolve) => {
      answer = resolve
    })
    echo.call.start()
    await settled()
    await echo.call.giveWay()
    answer(ok())
    await settled()
    expect(echo.did).toEqual(['signed out', 'pbx stopped'])
    expect(echo.microphones).toEqual([])
  })
})

describe('an echo call that fails says why, and leaves nothing behind', () => {
  const ends: readonly [string, (echo: FakeEcho) => void, string][] = [
    [
      'no PBX',
      (each) => (each.pbx = Promise.resolve(fail(failure('demo.port-in-use')))),
      'demo.port-in-use'
    ],
    [
      'not signed in',
      (each) => (each.signedIn = Promise.resolve(fail(failure('sound.echo-failed')))),
      'sound.echo-failed'
    ],
    ['no media', (each) => (each.mediaUp = false), 'media.not-started'],
    ['no microphone', (each) => (each.problem = 'denied'), 'microphone.denied']
  ]
  it.each(ends)('%s', async (_what, prepare, reason) => {
    prepare(echo)
    await echo.answered()
    expect(echo.view).toMatchObject({ phase: 'failed', failure: { reason } })
    expect(echo.microphones).not.toContain('open')
    expect(echo.did.includes('pbx stopped')).toBe(reason !== 'demo.port-in-use')
  })

  it('refused', async () => {
    echo.call.start()
    await settled()
    echo.tell({ kind: 'terminated', end: { by: 'rejected', statusCode: 486 } })
    expect(echo.view).toMatchObject({ failure: { reason: 'sound.echo-failed' } })
  })

  it.each([
    [
      'ended by the network',
      (each: FakeEcho) => each.tell({ kind: 'terminated', end: { by: 'network' } }),
      'sound.echo-lost'
    ],
    ['its PBX crashed', (each: FakeEcho) => each.died(), 'sound.echo-lost'],
    ['the microphone went', (each: FakeEcho) => each.lose(), 'microphone.failed']
  ])('%s', async (_what, happen, reason) => {
    await echo.answered()
    happen(echo)
    expect(echo.microphones.at(-1)).toBe('closed')
    expect(echo.view).toMatchObject({ phase: 'failed', failure: { reason } })
    await settled()
    expect(echo.did).toContain('pbx stopped')
  })
})

describe('time', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('ends a call that was forgotten', async () => {
    await echo.answered()
    vi.advanceTimersByTime(119_000)
    expect(echo.view).toMatchObject({ phase: 'running' })
    vi.advanceTimersByTime(1_000)
    expect(echo.view).toEqual({ phase: 'ended', by: 'time' })
  })

  it('is not waited for without end when the media path hangs', async () => {
    await echo.answered()
    echo.closing = new Promise(() => {})
    const giving = echo.call.giveWay()
    vi.advanceTimersByTime(1_500)
    await giving
  })
})
