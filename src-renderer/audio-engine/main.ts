import type { EngineEvent, EngineRequests } from '@contract/ipc/media-protocol'
import { portServer } from '@contract/ipc/port-call'
import { EngineSessions } from './engine-sessions'
import { IceServerTrials } from './ice-server-trials'
import { VoiceLock } from './voice-lock'
import { listDevices, watchDevices } from './watch-devices'

// Main answers for everything here: this page only carries sound. Its own preload gives it a port, and one that it hands on
// without a look, to the lock on its voice.
addEventListener('message', (message) => {
  const [port, voiceLockPort] = message.ports
  if (message.source !== window || message.data !== 'audio-engine-port') return
  if (!port || !voiceLockPort) return

  const sessions = new EngineSessions((event) => server.tell(event), new VoiceLock(voiceLockPort))
  const trials = new IceServerTrials()
  const server = portServer<EngineRequests, EngineEvent>(port, {
    hello: () => null,
    connect: ({ session, offer }) => sessions.connect(session, offer),
    reoffer: ({ session, offer }) => sessions.reoffer(session, offer),
    setMicrophone: ({ session, microphone }) => sessions.setMicrophone(session, microphone),
    directOpen: ({ session, ...setup }) => sessions.directOpen(session, setup),
    directOffer: ({ session, held, restartIce, ...gathering }) =>
      sessions.directOffer(session, held, restartIce, gathering),
    directAnswer: ({ session, offer, held, ...gathering }) =>
      sessions.directAnswer(session, offer, held, gathering),
    directAccept: ({ session, answer }) => sessions.directAccept(session, answer),
    directDigits: ({ session, digits, durationMs, gapMs }) =>
      sessions.directDigits(session, digits, durationMs, gapMs),
    disconnect: ({ session }) => sessions.disconnect(session),
    tryIceServer: ({ trial, server: asked }) => trials.begin(trial, asked),
    iceServerTrial: ({ trial }) => trials.end(trial),
    listDevices: async () => ({ devices: await listDevices() }),
    useSound: (use) => sessions.useSound(use),
    testMicrophone: () => sessions.testMicrophone(),
    playTone: () => sessions.playTone(),
    ringOnce: () => sessions.ringOnce(),
    stopSoundTest: () => sessions.stopSoundTest(),
    playSound: ({ sound }) => sessions.playSound(sound),
    stopSound: ({ sound }) => sessions.stopSound(sound)
  })
  watchDevices((devices) => server.tell({ type: 'devices', devices }))
  port.onmessage = ({ data }) => server.receive(data)
})
