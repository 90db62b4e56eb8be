import type { VoiceLockRequests } from '@contract/ipc/media-protocol'
import { portServer } from '@contract/ipc/port-call'
import { silenceLike } from '@contract/telephony/silence'
import type { EncodedFrames, VoiceLockMessage } from './voice-lock'

/** What the browser tells a worker whose transform is used (W3C WebRTC Encoded Transform). */
interface TransformEvent extends Event {
  readonly transformer: EncodedFrames & { readonly options: { readonly session: string } }
}

/** RFC 3551 §6; opus alone has a payload type of the call's own. */
const staticCodecs: Readonly<Record<number, string>> = { 0: 'PCMU', 8: 'PCMA', 9: 'G722' }
const mostStatic = 95

/** the sessions whose voice may leave */
const open = new Set<string>()

addEventListener('message', ({ data }: MessageEvent<VoiceLockMessage>) => {
  if (data.kind === 'main') serve(data.port)
  else if (data.kind === 'sent') lock(data.session, data)
  else data.readable.pipeTo(data.writable).catch(() => {})
})

addEventListener('rtctransform', (event) => {
  const { transformer } = event as TransformEvent
  lock(transformer.options.session, transformer)
})

function serve(port: MessagePort): void {
  const server = portServer<VoiceLockRequests, never>(port, {
    hello: () => null,
    lockVoice: ({ session, microphone }) => {
      if (microphone === 'open') open.add(session)
      else open.delete(session)
      return null
    }
  })
  port.onmessage = ({ data }) => server.receive(data)
}

function lock(session: string, { readable, writable }: EncodedFrames): void {
  const silencing = new TransformStream<RTCEncodedAudioFrame, RTCEncodedAudioFrame>({
    transform(frame, controller) {
      if (open.has(session) || silence(frame)) controller.enqueue(frame)
    }
  })
  readable
    .pipeThrough(silencing)
    .pipeTo(writable)
    .catch(() => {})
}

/** @returns false when there is no silence for its codec, and it may not go on */
function silence(frame: RTCEncodedAudioFrame): boolean {
  const { payloadType } = frame.getMetadata()
  if (payloadType === undefined) return false
  const codec = staticCodecs[payloadType] ?? (payloadType > mostStatic ? 'opus' : '')
  const silent = silenceLike(codec, frame.data.byteLength)
  if (silent) frame.data = silent.buffer
  return silent !== null
}
