import { frameSamples, samplesPerSecond } from '../audio/frame'
import { rmsDbfs } from '../audio/goertzel'
import type { Dialog } from '../sip/dialog'
import type { NegotiatedLeg } from '../sip/negotiated-leg'
import { holdMusic } from './hold-music'
import type { PhoneParty } from './phone-book'

/** 200 ms: ten frames. */
const windowSamples = samplesPerSecond / 5

/** What a party says, given what was just said to it. */
export type PartyVoice = (from: number, count: number, spoken: Int16Array) => Int16Array

/** The manager talks to one party of the demo. */
export class OrdinaryCall {
  private position = 0
  private readonly managerVoice = new Int16Array(windowSamples)
  private readonly music = new Int16Array(windowSamples)

  constructor(
    readonly dialog: Dialog,
    readonly party: PhoneParty,
    readonly leg: NegotiatedLeg,
    private readonly voice: PartyVoice
  ) {}

  /** The manager put the party on hold (RFC 3264 §8.4): it hears music in the manager's place. */
  get held(): boolean {
    return this.leg.direction === 'sendonly' || this.leg.direction === 'inactive'
  }

  tick(skippedSlots: number): void {
    const from = this.position + skippedSlots * frameSamples
    this.position = from + frameSamples
    const spoken = this.leg.take()
    shift(this.managerVoice, spoken)
    shift(this.music, this.held ? holdMusic(from, frameSamples) : new Int16Array(frameSamples))
    this.leg.send(this.voice(from, frameSamples, spoken), skippedSlots)
  }

  /** What the party heard in the last 200 ms. The manager's voice is measured also while it should not be there. */
  hears(): { readonly managerDbfs: number; readonly musicDbfs: number } {
    return { managerDbfs: rmsDbfs(this.managerVoice), musicDbfs: rmsDbfs(this.music) }
  }
}

function shift(window: Int16Array, frame: Int16Array): void {
  window.copyWithin(0, frame.length)
  window.set(frame, window.length - frame.length)
}
