import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'

/** What the page tells the worker; each lock is answered with its number when it holds. */
export type VoiceLockMessage =
  | { readonly kind: 'lock'; readonly ask: number; readonly isOpen: boolean }
  | ({ readonly kind: 'sent' } & EncodedFrames)
  | ({ readonly kind: 'received' } & EncodedFrames)

/** Encoded frames on their way to the network, or from there to the decoder. */
export interface EncodedFrames {
  readonly readable: ReadableStream<RTCEncodedAudioFrame>
  readonly writable: WritableStream<RTCEncodedAudioFrame>
}

/** W3C WebRTC Encoded Transform as Chromium had it before `RTCRtpScriptTransform`. */
type WithEncodedStreams = (RTCRtpSender | RTCRtpReceiver) & {
  createEncodedStreams?(): EncodedFrames
}

const hasTransforms = 'RTCRtpScriptTransform' in window

/** What a connection must be made with, so that its voice can be locked. */
export const lockableConnection: RTCConfiguration & { encodedInsertableStreams?: boolean } =
  hasTransforms ? {} : { encodedInsertableStreams: true }

/**
 * The lock on the voice of a call that no relay carries (docs/adr/0003): a thread of its own puts silence of the codec in place
 * of what the encoder makes, unless it was told `open`. It knows nothing of tracks and devices, so a defect there leaks
 * nothing; without it nothing is sent at all.
 */
export class VoiceLock {
  private readonly worker = new Worker(new URL('./voice-lock-worker.ts', import.meta.url), {
    type: 'module'
  })
  private readonly asked = new Map<
    number,
    { resolve: () => void; reject: (cause: Error) => void }
  >()
  private lastAsk = 0
  private ended: Error | null = null
  /** both ways; the browser wants to be asked once */
  private readonly carried = new WeakSet<RTCRtpSender | RTCRtpReceiver>()

  constructor() {
    this.worker.onmessage = ({ data }: MessageEvent<number>) => {
      this.asked.get(data)?.resolve()
      this.asked.delete(data)
    }
    // Then no frame comes through it at all.
    this.worker.onerror = ({ message }) => this.end(new Error(`no voice lock: ${message}`))
  }

  /** Before the sender sends anything. */
  guard(sender: RTCRtpSender): void {
    if (hasTransforms) sender.transform ??= new RTCRtpScriptTransform(this.worker)
    else this.carry('sent', sender)
  }

  /** Where frames can be seen at all, what is received has to be carried on as well. */
  pass(receiver: RTCRtpReceiver): void {
    if (!hasTransforms) this.carry('received', receiver)
  }

  /** Resolves when it holds. Rejects when there is no worker: nothing is sent then. */
  lock(microphone: MicrophonePolicy): Promise<void> {
    const ask = ++this.lastAsk
    return new Promise((resolve, reject) => {
      if (this.ended) reject(this.ended)
      this.asked.set(ask, { resolve, reject })
      this.tell({ kind: 'lock', ask, isOpen: microphone === 'open' })
    })
  }

  close(): void {
    this.worker.terminate()
    this.end(new Error('the call is over'))
  }

  private end(cause: Error): void {
    this.ended ??= cause
    for (const { reject } of this.asked.values()) reject(cause)
    this.asked.clear()
  }

  private carry(kind: 'sent' | 'received', end: WithEncodedStreams): void {
    if (this.carried.has(end)) return
    const frames = end.createEncodedStreams?.()
    if (!frames) throw new Error('the voice cannot be locked')
    this.carried.add(end)
    this.tell({ kind, ...frames }, [frames.readable, frames.writable])
  }

  private tell(message: VoiceLockMessage, transfer: Transferable[] = []): void {
    this.worker.postMessage(message, transfer)
  }
}
