import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MicrophoneLocks,
  type MicrophoneAnswer
} from '../../../src-main/media/session/microphone-locks'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'

type Step = MicrophonePolicy | 'crash'

/** Both locks as they stand, and everything they were asked, in order. */
class FakePlaces {
  readonly asked: string[] = []
  relay: MicrophonePolicy = 'closed'
  engine: MicrophonePolicy = 'closed'
  losses = 0
  last: MicrophonePolicy = 'closed'
  leak: string | null = null
  private epoch = 0

  constructor(
    private readonly answer: () => Promise<MicrophoneAnswer>,
    private readonly ready: () => Promise<void> = () => Promise.resolve()
  ) {}

  readonly locks = new MicrophoneLocks(
    {
      lockVoice: async (policy) => {
        this.asked.push(`relay ${policy}`)
        this.relay = policy
        if (policy === 'open' && this.last !== 'open') this.leak = `relay opened while ${this.last}`
        if (policy === 'open' && this.engine !== 'open')
          this.leak = 'relay opened before the engine'
      },
      lockEngine: async (policy) => {
        this.asked.push(`engine ${policy}`)
        const { epoch } = this
        if (policy !== 'open') this.engine = policy
        const answer = policy === 'closed' ? { problem: null } : await this.answer()
        if (epoch !== this.epoch) throw new Error('gone')
        if (policy === 'open' && !answer.problem) this.engine = 'open'
        return answer
      },
      engineReady: () => this.ready()
    },
    () => {
      this.losses += 1
    }
  )

  set(policy: MicrophonePolicy) {
    this.last = policy
    return this.locks.set(policy)
  }

  /** The engine goes and comes again: it begins closed. */
  crash(): Promise<void> {
    this.epoch += 1
    this.engine = 'closed'
    this.locks.shut()
    return this.locks.restore()
  }
}

const opened: MicrophoneAnswer = { problem: null }
const inUse: MicrophoneAnswer = { problem: 'in-use' }
const opens = (): Promise<MicrophoneAnswer> => Promise.resolve(opened)

describe('the two locks', () => {
  it('open: the engine first, then the relay', async () => {
    const places = new FakePlaces(opens)
    expect(await places.set('open')).toEqual({ problem: null })
    expect(places.asked).toEqual(['engine open', 'relay open'])
  })

  it('close: the relay first, without waiting for anything', async () => {
    const places = new FakePlaces(opens)
    await places.set('open')
    places.asked.length = 0
    void places.set('closed')
    expect(places.asked).toEqual(['relay closed', 'engine closed'])
  })

  it('mute: the relay first', async () => {
    const places = new FakePlaces(opens)
    await places.set('open')
    places.asked.length = 0
    await places.set('muted')
    expect(places.asked).toEqual(['relay muted', 'engine muted'])
  })

  it.each<MicrophonePolicy>(['closed', 'muted'])(
    'have not %s before the relay says so, which may look at older voice first',
    async (policy) => {
      let relayAnswers = () => {}
      const locks = new MicrophoneLocks(
        {
          lockVoice: () => new Promise<void>((resolve) => (relayAnswers = resolve)),
          lockEngine: opens,
          engineReady: () => Promise.resolve()
        },
        () => {}
      )
      let isDone = false
      const done = locks.set(policy).then(() => (isDone = true))
      await new Promise((resolve) => setImmediate(resolve))
      expect(isDone).toBe(false)
      relayAnswers()
      await done
    }
  )

  it('do not wait for a relay that is gone', async () => {
    const locks = new MicrophoneLocks(
      {
        lockVoice: () => Promise.reject(new Error('not running')),
        lockEngine: opens,
        engineReady: () => Promise.resolve()
      },
      () => {}
    )
    expect(await locks.set('closed')).toEqual({ problem: null })
  })

  it('stay closed when the device does not open, and say why', async () => {
    const places = new FakePlaces(() => Promise.resolve({ problem: 'in-use' }))
    expect(await places.set('open')).toEqual({ problem: 'in-use' })
    expect(places.asked).toEqual(['engine open', 'relay closed', 'engine closed'])
    await places.crash()
    expect(places.relay).toBe('closed')
  })

  it('say that it failed when the engine goes meanwhile, and do not open it later', async () => {
    let answerLater = (_answer: MicrophoneAnswer) => {}
    const places = new FakePlaces(
      () =>
        new Promise((resolve) => {
          answerLater = resolve
        })
    )
    const opening = places.set('open')
    await Promise.resolve()
    const crashed = places.crash()
    answerLater({ problem: null })
    expect(await opening).toEqual({ problem: 'failed' })
    await crashed
    expect(places.relay).toBe('closed')
  })

  it('say that it failed when the relay goes meanwhile, for the engine then begins anew', async () => {
    const places = new FakePlaces(opens)
    const opening = places.set('open')
    await Promise.resolve()
    places.locks.shut()
    expect(await opening).toEqual({ problem: 'failed' })
    expect(places.asked.at(-1)).toBe('engine closed')
    expect(places.relay).toBe('closed')
  })

  it('let go of whoever waits for a device that is asked for, when they are closed', async () => {
    const places = new FakePlaces(() => new Promise(() => {}))
    const opening = places.set('muted')
    await Promise.resolve()
    expect(await places.set('closed')).toEqual({ problem: null })
    expect(await opening).toEqual({ problem: null })
    expect([places.relay, places.engine]).toEqual(['closed', 'closed'])
  })

  it('say that it failed when the engine is not to be expected', async () => {
    const places = new FakePlaces(opens, () => Promise.reject(new Error('not there')))
    expect(await places.set('muted')).toEqual({ problem: 'failed' })
    expect(places.asked).not.toContain('engine muted')
  })

  it('open again what was open when the engine is back', async () => {
    const places = new FakePlaces(opens)
    await places.set('open')
    await places.crash()
    expect(places.asked.slice(2)).toEqual(['relay closed', 'engine open', 'relay open'])
  })

  it('tell when it cannot be opened again', async () => {
    let problem: MicrophoneAnswer['problem'] = null
    const places = new FakePlaces(() => Promise.resolve({ problem }))
    await places.set('open')
    problem = 'none'
    await places.crash()
    expect(places.losses).toBe(1)
    expect(places.relay).toBe('closed')
  })

  it('close for good when the device is lost', async () => {
    const places = new FakePlaces(opens)
    await places.set('open')
    places.locks.lost()
    expect(places.relay).toBe('closed')
    expect(places.losses).toBe(1)
    await places.crash()
    expect(places.relay).toBe('closed')
  })

  it('are never open but by the last word, whatever comes late or crashes', async () => {
    const steps = fc.array(fc.constantFrom<Step[]>('closed', 'muted', 'open', 'crash'), {
      minLength: 1,
      maxLength: 12
    })
    const problems = fc.infiniteStream(fc.constantFrom<MicrophoneAnswer[]>(opened, opened, inUse))
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), steps, problems, async (scheduler, taken, problem) => {
        const places = new FakePlaces(() => {
          const { value } = problem.next() as IteratorYieldResult<MicrophoneAnswer>
          return scheduler.schedule(Promise.resolve(value))
        })
        const done: Promise<unknown>[] = []
        const taking = scheduler.scheduleSequence(
          taken.map((step) => async () => {
            done.push(step === 'crash' ? places.crash() : places.set(step))
            if (places.last !== 'open' && places.relay === 'open') places.leak = 'still open'
          })
        )
        await scheduler.waitFor(taking.task)
        await scheduler.waitFor(Promise.all(done))

        expect(places.leak).toBeNull()
        if (places.last !== 'open') expect(places.relay).not.toBe('open')
        if (places.relay === 'open') expect(places.engine).toBe('open')
      }),
      { numRuns: 500 }
    )
  })
})
