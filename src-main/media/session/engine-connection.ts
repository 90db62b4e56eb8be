import type { Codec } from '@contract/ipc/media-protocol'
import {
  firstOfferedPayloadType,
  preferPayloadType,
  preferredPayloadType
} from '../relay/engine-offer'
import type { MediaLog } from '../processes/media-log'
import type { MediaProcesses } from '../processes/media-processes'
import { ResettableSignal } from './resettable-signal'

const retryMs = 500
const attemptsInARow = 5

/**
 * Keeps one session's leg between the relay and the engine connected: made when the call begins, made anew when either
 * side started anew, and told which codec the PBX chose.
 */
export class EngineConnection {
  /** Grows with everything that makes what is under way pointless. */
  private attempt = 0
  private failures = 0
  private readonly ready = new ResettableSignal()
  private offer: { sdp: string; version: number; first: number } | null = null
  private payloadType = firstOfferedPayloadType
  private retry: NodeJS.Timeout | null = null

  constructor(
    private readonly session: string,
    private readonly processes: MediaProcesses,
    private readonly log: MediaLog,
    private readonly onConnected: () => void
  ) {}

  /** Resolves when the engine can be asked for a device; rejects when it cannot be expected any more. */
  whenReady(): Promise<void> {
    return this.ready.wait()
  }

  /** Makes the leg anew, whatever there was. */
  connect(): void {
    this.lose()
    void this.tryOnce(this.attempt)
  }

  /** One of the two processes is gone: nothing is tried until `connect`. */
  lose(): void {
    this.attempt += 1
    this.offer = null
    if (this.retry) clearTimeout(this.retry)
    this.retry = null
    this.ready.reset()
  }

  /** The codecs that the PBX accepted, the one in use first. */
  async prefer(codecs: readonly Codec[]): Promise<void> {
    this.payloadType = preferredPayloadType(codecs)
    await this.reoffer()
  }

  close(): void {
    this.lose()
    this.ready.giveUp(new Error('the call is over'))
  }

  private async tryOnce(attempt: number): Promise<void> {
    const { session } = this
    const { relay, engine } = this.processes
    const outdated = () => attempt !== this.attempt
    try {
      const { sdp } = await relay.request('engineOffer', { session })
      if (outdated()) return
      const { answer } = await engine.request('connect', { session, offer: sdp })
      if (outdated()) return
      await relay.request('engineAnswer', { session, sdp: answer })
      if (outdated()) return
      this.offer = { sdp, version: 100, first: firstOfferedPayloadType }
      await this.reoffer()
      if (outdated()) return
      this.failures = 0
      this.ready.raise()
      this.onConnected()
    } catch (error) {
      if (!outdated()) this.fail(error)
    }
  }

  private async reoffer(): Promise<void> {
    const { offer, payloadType, session } = this
    if (!offer || offer.first === payloadType) return
    offer.version += 1
    await this.processes.engine.request('reoffer', {
      session,
      offer: preferPayloadType(offer.sdp, payloadType, offer.version)
    })
    offer.first = payloadType
  }

  private fail(error: unknown): void {
    this.failures += 1
    const { failures } = this
    this.log.warn('audio engine leg not connected', { error: String(error), failures })
    this.lose()
    if (failures < attemptsInARow) this.retry = setTimeout(() => this.connect(), retryMs)
    else this.ready.giveUp(new Error('audio engine leg not connected'))
  }
}
