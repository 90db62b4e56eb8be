/** What the page tells the worker. It cannot open a lock: that main does alone, over a port of its own. */
export type VoiceLockMessage =
  | { readonly kind: 'main'; readonly port: MessagePort }
  | ({ readonly kind: 'sent'; readonly session: string } & EncodedFrames)
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

/** The voice of one session, behind the lock. */
export interface LockedVoice {
  /** Before the sender sends anything. */
  guard(sender: RTCRtpSender): void
  /** Where frames can be seen at all, what is received has to be carried on as well. */
  pass(receiver: RTCRtpReceiver): void
}

/**
 * The lock on the voice of calls that no relay carries (docs/adr/0013): a thread of its own puts silence of the codec in place
 * of what the encoder makes, unless main told it `open`. It knows nothing of tracks and devices, so a defect there leaks
 * nothing; without it nothing is sent at all; and it closes also while the page stands still.
 */
export class VoiceLock {
  private readonly worker = new Worker(new URL('./voice-lock-worker.ts', import.meta.url), {
    type: 'module'
  })
  /** the browser wants to be asked once */
  private readonly carried = new WeakSet<RTCRtpSender | RTCRtpReceiver>()

  /** @param port - to main */
  constructor(port: MessagePort) {
    this.tell({ kind: 'main', port }, [port])
  }

  of(session: string): LockedVoice {
    return {
      guard: (sender) => {
        if (hasTransforms) sender.transform ??= new RTCRtpScriptTransform(this.worker, { session })
        else this.carry(sender, (frames) => ({ kind: 'sent', session, ...frames }))
      },
      pass: (receiver) => {
        if (!hasTransforms) this.carry(receiver, (frames) => ({ kind: 'received', ...frames }))
      }
    }
  }

  private carry(
    end: WithEncodedStreams,
    message: (frames: EncodedFrames) => VoiceLockMessage
  ): void {
    if (this.carried.has(end)) return
    const frames = end.createEncodedStreams?.()
    if (!frames) throw new Error('the voice cannot be locked')
    this.carried.add(end)
    this.tell(message(frames), [frames.readable, frames.writable])
  }

  private tell(message: VoiceLockMessage, transfer: Transferable[]): void {
    this.worker.postMessage(message, transfer)
  }
}
