import { describe, expect, it, vi } from 'vitest'
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
