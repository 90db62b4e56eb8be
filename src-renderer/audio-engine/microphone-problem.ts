import type { MicrophoneProblem } from '@contract/ipc/media-protocol'

/** Why getUserMedia failed (W3C Media Capture and Streams §10.2), in the words that people are told. */
export function microphoneProblem(error: unknown): MicrophoneProblem {
  switch (error instanceof Error || error instanceof DOMException ? error.name : '') {
    case 'NotFoundError':
      return 'none'
    case 'NotAllowedError':
      return 'denied'
    case 'NotReadableError':
      return 'in-use'
    default:
      return 'failed'
  }
}
