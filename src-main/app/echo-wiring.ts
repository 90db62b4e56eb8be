import { ok } from '@contract/ipc/result'
import type { SnapshotPublisher } from '../ipc/snapshot-publisher'
import type { MediaHost } from '../media/media-host'
import type { Phone } from '../phone/phone'
import type { Supervisor } from '../supervision/supervisor'
import { EchoCall } from './echo-call'
import { echoLine } from './echo-line'
import { DemoHost } from './electron-demo-host'
import { scoped, type Log } from './log'
import { builtPaths } from './paths'

export interface EchoWiring {
  readonly supervisor: Supervisor
  readonly phone: Phone
  readonly media: MediaHost
  mediaIsUp(): boolean
  readonly publisher: Pick<SnapshotPublisher, 'set'>
  readonly log: Log
}

/** The echo call, with a demo PBX of its own; the manager's real calls end it. */
export function wireEchoCall(parts: EchoWiring): EchoCall {
  const { supervisor, phone, media } = parts
  const echoCall = new EchoCall({
    startPbx: async (died) => {
      // It says nothing by itself, so that its voices need not be there.
      const options = { voices: 'tones', pace: 'manual', voicesFolder: '' } as const
      let listens = false
      const host = new DemoHost(
        builtPaths.process('demo-pbx'),
        options,
        () => undefined,
        () => {
          if (listens) died()
        }
      )
      const started = await host.start()
      if (!started.ok) return started
      listens = true
      return ok({
        port: started.value.port,
        stop: () => {
          host.stop()
        }
      })
    },
    lineTo: (port) =>
      echoLine(
        port,
        (address, account) => (parts.mediaIsUp() ? media.openCallMedia(address, account) : null),
        scoped(parts.log, 'sip')
      ),
    busy: () => supervisor.view.phase !== 'idle' || phone.inCall(),
    changed: (view) => {
      parts.publisher.set('echoCall', view)
    },
    now: Date.now,
    log: scoped(parts.log, 'media')
  })
  const watch = () => {
    const taken = phone.view.calls.some(({ phase }) => phase !== 'ringing')
    if (taken || supervisor.view.phase !== 'idle') void echoCall.giveWay()
  }
  supervisor.onChange(watch)
  phone.onChange(watch)
  return echoCall
}
