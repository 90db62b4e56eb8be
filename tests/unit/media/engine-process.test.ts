import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SoundUse } from '@contract/ipc/media-protocol'
import { EngineProcess } from '../../../src-main/media/processes/engine-process'

interface Posted {
  readonly id: number
  readonly request: string
}

/** An engine that answers when it is told to, and rules that take effect when they are told to. */
async function engine() {
  const seen: string[] = []
  const posted: Posted[] = []
  const followed: (() => void)[] = []
  const process = new EngineProcess((rule) => {
    seen.push(rule)
    return new Promise((resolve) => followed.push(resolve))
  })
  let receive: (message: unknown) => void = () => {}
  const answer = (request: string) => {
    const at = posted.findIndex((each) => each.request === request)
    const [message] = posted.splice(at, 1)
    receive({ answerTo: message?.id ?? 0, value: null })
  }
  const restart = async () => {
    const attached = process.attach({
      postMessage: (message) => {
        const { request } = message as Posted
        if (request !== 'hello') seen.push(request)
        posted.push(message as Posted)
      }
    })
    ;({ receive } = attached)
    answer('hello')
    await attached.started
  }
  await restart()
  return { process, seen, answer, followed, restart }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))
const relayed = { session: 'relayed', offer: '' }
const direct = { session: 'direct', iceServers: [], codecs: [] }

describe('the rule for addresses of the audio engine', () => {
  it('what needs no other rule is posted at once', async () => {
    const { process, seen } = await engine()
    void process.request('connect', relayed)
    void process.request('disconnect', { session: 'relayed' })
    expect(seen).toEqual(['connect', 'disconnect'])
  })

  it('changes before a connection of the other kind is made, and once only', async () => {
    const { process, seen, followed } = await engine()
    void process.request('directOpen', direct)
    await turn()
    expect(seen).toEqual(['each'])
    followed.shift()?.()
    await turn()
    expect(seen).toEqual(['each', 'directOpen'])
    void process.request('directOpen', { ...direct, session: 'another' })
    expect(seen).toEqual(['each', 'directOpen', 'directOpen'])
  })

  it('waits until connections of the present rule are made', async () => {
    const { process, seen, answer } = await engine()
    void process.request('connect', relayed)
    void process.request('directOpen', direct)
    await turn()
    expect(seen).toEqual(['connect'])
    answer('connect')
    await turn()
    expect(seen).toEqual(['connect', 'each'])
  })

  it('lets nothing overtake what waits', async () => {
    const { process, seen, followed, answer } = await engine()
    void process.request('directOpen', direct)
    void process.request('disconnect', { session: 'direct' })
    void process.request('connect', relayed)
    await turn()
    followed.shift()?.()
    await turn()
    expect(seen).toEqual(['each', 'directOpen', 'disconnect'])
    answer('directOpen')
    await turn()
    followed.shift()?.()
    await turn()
    expect(seen).toEqual(['each', 'directOpen', 'disconnect', 'any', 'connect'])
  })

  it('goes on when the engine goes meanwhile', async () => {
    const { process, seen } = await engine()
    const opening = process.request('directOpen', direct)
    await turn()
    process.detach('crashed')
    // It will never say that it follows.
    await expect(opening).rejects.toThrow('not running')
    await expect(process.request('connect', relayed)).rejects.toThrow('not running')
    expect(seen).toEqual(['each'])
  })

  it('is told again to the next engine, when it is not known whether the last one followed', async () => {
    const { process, seen, followed, restart } = await engine()
    const opening = process.request('directOpen', direct)
    await turn()
    process.detach('ended')
    await expect(opening).rejects.toThrow('not running')
    await restart()
    void process.request('connect', relayed)
    await turn()
    followed.pop()?.()
    await turn()
    expect(seen).toEqual(['each', 'any', 'connect'])
  })
})

describe('an audio engine that says nothing', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  type Ask = (process: EngineProcess) => Promise<unknown>
  const hangsAfter = async (ask: Ask, microphoneGainDb = 0) => {
    const { process, answer } = await engine()
    const hanging = vi.fn()
    process.onHanging(hanging)
    process.use()
    const used = process.request('useSound', { microphoneGainDb } as SoundUse)
    answer('useSound')
    await used
    ask(process).catch(() => {})
    const begunAt = performance.now()
    while (hanging.mock.calls.length === 0) await vi.advanceTimersToNextTimerAsync()
    return performance.now() - begunAt
  }
  const microphone = (policy: 'closed' | 'muted') => (process: EngineProcess) =>
    process.request('setMicrophone', { session: 'relayed', microphone: policy })
  const useSound = (process: EngineProcess) => process.request('useSound', {} as SoundUse)

  it('hangs after two seconds, whatever was asked of the microphone', async () => {
    expect(await hangsAfter(microphone('muted'))).toBe(2_000)
    expect(await hangsAfter(microphone('closed'))).toBe(2_000)
  })

  it('may wait for the system’s audio when it is told to use another device', async () => {
    expect(await hangsAfter(useSound)).toBe(10_000)
  })

  it('may wait for it when a microphone with a gain is opened', async () => {
    expect(await hangsAfter(microphone('muted'), 6)).toBe(10_000)
    expect(await hangsAfter(microphone('muted'), 0)).toBe(2_000)
    expect(await hangsAfter(microphone('closed'), 6)).toBe(2_000)
  })

  it('may not when the microphone has to be closed', async () => {
    const both = (process: EngineProcess) => {
      void useSound(process).catch(() => {})
      return microphone('closed')(process)
    }
    expect(await hangsAfter(both)).toBe(2_000)
  })
})
