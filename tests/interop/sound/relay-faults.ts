import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as setTimeoutPromise } from 'node:timers/promises'
import { epochMs } from '../../support/phone/clock'
import type { WireLog } from '../../support/wire-tap/wire-log'
import type { SoundDesk } from './sound-desk'

const renewedWithinMs = 5_000

/** The next one has its port, its keys and the PBX. */
export async function killRelay({ app }: SoundDesk): Promise<void> {
  await endRelay(app)
  await setTimeoutPromise(1_000)
}

/** The PBX has to be told another one, by a re-INVITE. */
export async function killRelayTakePort({ app, stage }: SoundDesk): Promise<void> {
  const { log } = stage.tap
  const port = offeredPort(log)
  const since = epochMs()
  const taken = takePort(port)
  await endRelay(app)
  const socket = await taken
  try {
    await log.exchange(
      'INVITE',
      since,
      renewedWithinMs,
      ({ response }) => response.statusCode === 200
    )
    if (offeredPort(log) === port)
      throw new Error('the PBX is told the port that is not ours any more')
    await setTimeoutPromise(1_000)
  } finally {
    socket.close()
  }
}

async function endRelay({ electron }: SoundDesk['app']): Promise<void> {
  await electron.evaluate(({ app }) => {
    const relay = app.getAppMetrics().find(({ name }) => name === 'Coachline media relay')
    if (!relay) throw new Error('no relay')
    process.kill(relay.pid, 'SIGKILL')
  })
}

/** The port for audio that the app named last. */
function offeredPort({ messages }: WireLog): number {
  const ports = messages.flatMap(({ from, message }) => {
    const [, port] = /^m=audio (\d+)/m.exec(message.body) ?? []
    return from === 'app' && port !== undefined ? [Number(port)] : []
  })
  return ports.at(-1) ?? 0
}

/** As soon as nobody else has it. */
async function takePort(port: number): Promise<Socket> {
  const deadline = epochMs() + renewedWithinMs
  for (;;) {
    const socket = createSocket('udp4')
    try {
      const bound = once(socket, 'listening')
      socket.bind(port, '127.0.0.1')
      await bound
      return socket
    } catch (error) {
      socket.close()
      if (epochMs() > deadline) throw error
      await setTimeoutPromise(1)
    }
  }
}
