import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MediaProcess } from '../../../src-main/media/processes/media-process'
import { portServer, type PortLike } from '@contract/ipc/port-call'

type Served = {
  hello: { input: null; output: null }
  double: { input: number; output: number }
}

/** The other side of a port, in this process. */
function server(): {
  port: PortLike
  connect: (receive: (message: unknown) => void) => void
  tell: (event: string) => void
} {
  let receive: (message: unknown) => void = () => {}
  const serving = portServer<Served, string>(
    { postMessage: (message) => receive(message) },
    { hello: () => null, double: (n) => n * 2 }
  )
  return {
    port: { postMessage: (message) => serving.receive(message) },
    connect: (to) => {
      receive = to
    },
    tell: (event) => serving.tell(event)
  }
}

async function start(process: MediaProcess<Served, string>) {
  const serving = server()
  const { receive, started } = process.attach(serving.port)
  serving.connect(receive)
  await started
  return serving
}

describe('a media process', () => {
  it('answers once it has started', async () => {
    const process = new MediaProcess<Served, string>('relay')
    await expect(process.request('double', 2)).rejects.toThrow('relay: not running')
    await start(process)
    expect(await process.request('double', 2)).toBe(4)
  })

  it('rejects what it was asked when it goes, and tells that it went', async () => {
    const process = new MediaProcess<Served, string>('relay')
    const gone = vi.fn()
    process.onGone(gone)
    await start(process)
    const silent = process.attach({ postMessage: () => {} })
    expect(gone).toHaveBeenCalledTimes(1)
    process.detach('killed')
    await expect(silent.started).rejects.toThrow('relay: killed')
    expect(gone).toHaveBeenCalledTimes(1)
  })

  it('comes again, and an old one is not listened to any more', async () => {
    const process = new MediaProcess<Served, string>('relay')
    const started = vi.fn()
    const events = vi.fn()
    process.onStarted(started)
    process.onEvent(events)
    const first = await start(process)
    const second = await start(process)
    first.tell('from the first')
    second.tell('from the second')
    process.detachFrom(first.port, 'late')
    expect(started).toHaveBeenCalledTimes(2)
    expect(events.mock.calls).toEqual([['from the second']])
    expect(await process.request('double', 4)).toBe(8)
  })
})

describe('a media process that hangs', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  /** It answers until it is told to stop. */
  async function begin() {
    const process = new MediaProcess<Served, string>('relay')
    const hanging = vi.fn()
    process.onHanging(hanging)
    const serving = server()
    let isStopped = false
    let asked = 0
    const { receive, started } = process.attach({
      postMessage: (message) => {
        asked += 1
        if (!isStopped) serving.port.postMessage(message)
      }
    })
    serving.connect(receive)
    await started
    const stop = () => {
      isStopped = true
    }
    return { process, hanging, serving, stop, asked: () => asked }
  }

  it('is noticed by what it does not answer, and rejects that when it is gone', async () => {
    const { process, hanging, stop } = await begin()
    stop()
    const answer = process.request('double', 2)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(hanging).toHaveBeenCalledOnce()
    process.detach('ended')
    await expect(answer).rejects.toThrow('relay: ended')
  })

  it('is noticed while a call uses it, though nothing is asked of it', async () => {
    const { process, hanging, stop } = await begin()
    process.use()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(hanging).not.toHaveBeenCalled()
    stop()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(hanging).toHaveBeenCalledOnce()
  })

  it('is asked nothing when nobody needs it', async () => {
    const { process, asked } = await begin()
    const leave = process.use()
    leave()
    await process.request('double', 2)
    expect(asked()).toBe(2)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked()).toBe(2)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('an answer that takes long is no reason, as long as it answers others', async () => {
    const process = new MediaProcess<Served, string>('relay')
    const hanging = vi.fn()
    process.onHanging(hanging)
    let receive: (message: unknown) => void = () => {}
    const attached = process.attach({
      postMessage: (message) => {
        const { id, request } = message as { id: number; request: string }
        if (request === 'hello') receive({ answerTo: id, value: null })
      }
    })
    ;({ receive } = attached)
    await Promise.race([attached.started, vi.advanceTimersByTimeAsync(1_000)])
    void process.request('double', 2).catch(() => {})
    await vi.advanceTimersByTimeAsync(60_000)
    expect(hanging).not.toHaveBeenCalled()
  })

  it('is no matter while there is none, and the next one is watched as well', async () => {
    const { process, hanging } = await begin()
    process.use()
    process.detach('ended')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(hanging).not.toHaveBeenCalled()
    process.attach({ postMessage: () => {} }).started.catch(() => {})
    await vi.advanceTimersByTimeAsync(20_000)
    expect(hanging).toHaveBeenCalledOnce()
  })
})
