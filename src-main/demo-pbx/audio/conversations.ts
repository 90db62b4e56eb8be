import type { PartyHears } from '@contract/ipc/training'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import type { Clock } from '../clock'
import { frameSamples, samplesPerSecond } from './frame'
import { HearingMeter } from './hearing-meter'
import { mixConversation } from './mixer'
import { Ticker } from './ticker'
import type { CallVoices } from './voices'

/** A supervisor in a call: the mode as it is now, and the voice in both directions. */
export interface Listener {
  readonly mode: SupervisionMode
  /** 20 ms of what the supervisor said */
  take(): Int16Array
  /** 20 ms of what the supervisor is to hear */
  send(samples: Int16Array, skippedSlots: number): void
}

interface Conversation {
  readonly voices: CallVoices
  readonly listeners: Set<Listener>
  readonly meter: HearingMeter
  /** where the voices are, in samples since the call was answered */
  position: number
}

const framesPerReport = 10

/** The supervised calls: mixed each 20 ms for everybody in them, and measured five times a second. */
export class Conversations {
  private readonly byExtension = new Map<string, Conversation>()
  private frames = 0
  private readonly ticker: Ticker

  constructor(
    private readonly clock: Clock,
    private readonly onHears: (extension: string, parties: readonly PartyHears[]) => void
  ) {
    this.ticker = new Ticker(clock, (skippedSlots) => {
      this.tick(skippedSlots)
    })
  }

  /** @param answeredAtMs - since when the two have been talking: the voices are that far into it */
  join(extension: string, listener: Listener, voices: CallVoices, answeredAtMs: number): void {
    const elapsedMs = this.clock.nowMs() - answeredAtMs
    const conversation = this.byExtension.get(extension) ?? {
      voices,
      listeners: new Set(),
      meter: new HearingMeter(),
      position: Math.round((elapsedMs * samplesPerSecond) / 1_000)
    }
    conversation.listeners.add(listener)
    this.byExtension.set(extension, conversation)
    this.ticker.start()
  }

  leave(extension: string, listener: Listener): void {
    const conversation = this.byExtension.get(extension)
    conversation?.listeners.delete(listener)
    if (conversation?.listeners.size === 0) this.byExtension.delete(extension)
    if (this.byExtension.size === 0) this.ticker.stop()
  }

  close(): void {
    this.byExtension.clear()
    this.ticker.stop()
  }

  private tick(skippedSlots: number): void {
    this.frames += 1
    for (const [extension, conversation] of this.byExtension) {
      mixFrame(conversation, skippedSlots)
      if (this.frames % framesPerReport === 0) this.onHears(extension, conversation.meter.hears())
    }
  }
}

function mixFrame(conversation: Conversation, skippedSlots: number): void {
  const { voices, listeners, meter } = conversation
  const from = conversation.position + skippedSlots * frameSamples
  conversation.position = from + frameSamples

  // The voice first: taking it may end a telephone-event, and its mode counts from this frame on.
  const spoken = [...listeners].map((listener) => ({ listener, voice: listener.take() }))
  const mixes = mixConversation({
    agent: voices.agent(from, frameSamples),
    client: voices.client(from, frameSamples),
    supervisors: spoken.map(({ listener, voice }) => ({ mode: listener.mode, voice }))
  })
  meter.record(mixes)
  for (const listener of listeners) listener.send(mixes.supervisor, skippedSlots)
}
