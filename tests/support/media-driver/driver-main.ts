import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'
import { portServer } from '@contract/ipc/port-call'
import { defaultSound, type SoundSettings } from '@contract/settings/sound'
import { MediaHost, type CallMediaSession } from '../../../src-main/media/media-host'
import type { CallAccount } from '../../../src-main/media/session/call-media-sessions'
import { trustedAuthorities } from '../../../src-main/sip/transport/trusted-authorities'
import type { DriverEvent, DriverRequests } from './driver-protocol'

// An Electron application with a MediaHost and nothing else: the real engine and the real relay, driven by a test.
const built = __dirname

const tell = (event: DriverEvent) => server.tell(event)
const log =
  (level: string) =>
  (message: string, fields: object = {}) =>
    tell({ type: 'log', level, message, fields })

const host = new MediaHost({
  relayEntry: join(built, 'media-relay.cjs'),
  enginePage: { file: join(built, 'audio-engine/index.html') },
  enginePreload: join(built, 'audio-engine.cjs'),
  authorities: trustedAuthorities,
  log: { debug: log('debug'), info: log('info'), warn: log('warn') }
})
host.onLevels((levels) => tell({ type: 'levels', levels }))
host.sound.onChange((view) => tell({ type: 'sound', view }))

let settings = defaultSound
const change = (part: Partial<SoundSettings>): null => {
  settings = { ...settings, ...part }
  host.sound.use(settings)
  return null
}

let account: CallAccount = { transport: 'udp' }
let session: CallMediaSession | null = null
const call = (): CallMediaSession => {
  if (!session) throw new Error('no call')
  return session
}
const openCall = (): CallMediaSession => {
  const opened = host.openCallMedia('127.0.0.1', account)
  opened.onReceivedAudio((flowing) => tell({ type: 'received-audio', flowing }))
  opened.onMicrophoneLost(() => tell({ type: 'microphone-lost' }))
  opened.onOfferNeeded((need) => {
    if (need !== 'later') tell({ type: 'offer-needed', need })
  })
  opened.onFailed(() => tell({ type: 'failed' }))
  session = opened
  return opened
}
const timedOffer = async (of: CallMediaSession) => {
  const begunAt = performance.now()
  const sdp = await of.createOffer()
  return { sdp, tookMs: performance.now() - begunAt }
}
const page = () => {
  const [window] = BrowserWindow.getAllWindows()
  if (!window) throw new Error('no engine')
  return window.webContents
}

const pidOf = (service: string) => {
  const found = app.getAppMetrics().find(({ name }) => name === service)
  if (!found) throw new Error(`no ${service}`)
  return found.pid
}
const relayPid = () => pidOf('Coachline media relay')

const server = portServer<DriverRequests, DriverEvent>(
  { postMessage: (message) => process.send?.(message) },
  {
    start: async () => {
      await app.whenReady()
      await host.start()
      return null
    },
    useAccount: (given) => {
      account = given
      return null
    },
    openCall: () => {
      openCall()
      return null
    },
    createOffer: () => timedOffer(openCall()),
    offerAgain: () => timedOffer(call()),
    setHeld: ({ held }) => {
      call().setHeld(held)
      return null
    },
    moveTo: async ({ localAddress }) => {
      await call().moveTo(localAddress)
      return null
    },
    acceptAnswer: async ({ sdp }) => {
      await call().acceptAnswer(sdp)
      return null
    },
    acceptOffer: async ({ sdp }) => ({ sdp: await call().acceptOffer(sdp) }),
    setMicrophone: async ({ microphone }) => {
      const begunAt = performance.now()
      const { problem } = await call().setMicrophone(microphone)
      return { problem, tookMs: performance.now() - begunAt }
    },
    sendDigits: async ({ digits }) => {
      const askedAt = performance.timeOrigin + performance.now()
      return { askedAt, ...(await call().sendDigits(digits)) }
    },
    useSound: (part) => change(part),
    chooseDevice: ({ kind, label }) => {
      const device = host.sound.view.devices?.find((each) => {
        return each.kind === kind && each.label === label
      })
      const remembered = device && host.sound.toRemember(kind, device.id)
      if (label !== null && !remembered) throw new Error(`no ${kind} "${label}"`)
      return change({ [kind]: remembered ?? null })
    },
    soundView: () => host.sound.view,
    testMicrophone: () => host.sound.testMicrophone(),
    ringOnce: async () => {
      await host.sound.ringOnce()
      return null
    },
    playSound: ({ sound }) => {
      host.sounds.play(sound)
      return null
    },
    stopSound: ({ sound }) => {
      host.sounds.stop(sound)
      return null
    },
    playTone: async () => {
      await host.sound.playTone()
      return null
    },
    statistics: () => call().statistics(),
    tryIceServer: ({ kind }) => host.tryIceServer(account, kind),
    closeCall: async () => {
      await call().close()
      return null
    },
    inPage: ({ script }) => page().executeJavaScript(script),
    crashEngine: () => {
      page().forcefullyCrashRenderer()
      return null
    },
    reloadEngine: () => {
      page().reload()
      return null
    },
    hangEngine: ({ how }) => {
      if (how === 'stopped') process.kill(page().getOSProcessId(), 'SIGSTOP')
      // Never answered, not even when the page is gone.
      else void page().executeJavaScript('for (;;);')
      return null
    },
    stallAudio: ({ ms }) => {
      const pid = pidOf('Audio Service')
      process.kill(pid, 'SIGSTOP')
      setTimeout(() => process.kill(pid, 'SIGCONT'), ms)
      return null
    },
    hangRelay: () => {
      process.kill(relayPid(), 'SIGSTOP')
      return null
    },
    killRelay: () => {
      process.kill(relayPid(), 'SIGKILL')
      return null
    },
    blockMain: ({ ms }) => {
      const until = performance.now() + ms
      while (performance.now() < until);
      return null
    },
    stop: async () => {
      await host.stop()
      setImmediate(() => app.exit(0))
      return null
    }
  }
)
process.on('message', (message) => server.receive(message))
process.on('disconnect', () => app.exit(0))
