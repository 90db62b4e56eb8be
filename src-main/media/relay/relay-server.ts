import { portServer, type PortLike } from '@contract/ipc/port-call'
import type { RelayEvent, RelayRequests } from '@contract/ipc/media-protocol'
import { RelaySession, type RelaySessionOptions } from './relay-session'

/**
 * Answers main's requests, whatever carries them.
 *
 * @returns a function to be given every message
 */
export function serveRelay(
  port: PortLike,
  makeEngineLeg: RelaySessionOptions['makeEngineLeg']
): (message: unknown) => void {
  const sessions = new Map<string, RelaySession>()
  const find = (id: string): RelaySession => {
    const session = sessions.get(id)
    if (!session) throw new Error('no such session')
    return session
  }

  const server = portServer<RelayRequests, RelayEvent>(port, {
    hello: () => null,
    open: async ({ session: id, localAddress, port: wanted }) => {
      const before = sessions.get(id)
      if (before) return { port: await before.moveTo(localAddress) }
      const session = await RelaySession.open({
        localAddress,
        ...(wanted === undefined ? {} : { port: wanted }),
        makeEngineLeg,
        onReceivedAudio: (flowing) => {
          server.tell({ type: 'received-audio', session: id, flowing })
        },
        onQuality: (quality) => {
          server.tell({ type: 'quality', session: id, quality })
        }
      })
      sessions.set(id, session)
      return { port: session.port }
    },
    engineOffer: async ({ session }) => ({ sdp: await find(session).engineOffer() }),
    engineAnswer: async ({ session, sdp }) => {
      await find(session).engineAnswer(sdp)
      return null
    },
    setPbxLeg: async ({ session, leg }) => {
      await find(session).setPbxLeg(leg)
      return null
    },
    setMicrophone: ({ session, microphone }) => {
      find(session).setMicrophone(microphone)
      return null
    },
    sendTelephoneEvents: ({ session, digits, durationMs, gapMs }) =>
      find(session).sendTelephoneEvents(digits, durationMs, gapMs),
    statistics: ({ session }) => find(session).statistics(),
    close: async ({ session: id }) => {
      const session = sessions.get(id)
      sessions.delete(id)
      await session?.close()
      return null
    }
  })
  return (message) => server.receive(message)
}
