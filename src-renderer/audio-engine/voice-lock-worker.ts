import { silenceLike } from '@contract/telephony/silence'
import type { EncodedFrames, VoiceLockMessage } from './voice-lock'

/** RFC 3551 §6; opus alone has a payload type of the call's own. */
const staticCodecs: Readonly<Record<number, string>> = { 0: 'PCMU', 8: 'PCMA', 9: 'G722' }
const mostStatic = 95

let isOpen = false

addEventListener('message', ({ data }: MessageEvent<VoiceLockMessage>) => {
  if (data.kind === 'sent') carry(data)
  else if (data.kind === 'received') data.readable.pipeTo(data.writable).catch(() => {})
  else {
    isOpen = data.isOpen
    postMessage(data.ask)
  }
})

addEventListener('rtctransform', (event) => {
  carry((event as Event & { readonly transformer: EncodedFrames }).transformer)
})

function carry({ readable, writable }: EncodedFrames): void {
  const lock = new TransformStream<RTCEncodedAudioFrame, RTCEncodedAudioFrame>({
    transform(frame, controller) {
      if (isOpen || silence(frame)) controller.enqueue(frame)
    }
  })
  readable
    .pipeThrough(lock)
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
