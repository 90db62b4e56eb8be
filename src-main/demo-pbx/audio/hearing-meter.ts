import type { PartyHears } from '@contract/ipc/training'
import { frameSamples, samplesPerSecond } from './frame'
import { pcmu } from './g711'
import { levelDbfs, rmsDbfs } from './goertzel'
import type { ConversationMixes } from './mixer'

/** 200 ms: ten frames. */
const windowSamples = samplesPerSecond / 5
const parties = ['agent', 'client'] as const

/** The last 200 ms of what each party of a supervised call heard. */
export class HearingMeter {
  private readonly heard = {
    agent: { mix: new SlidingWindow(), managerShare: new SlidingWindow() },
    client: { mix: new SlidingWindow(), managerShare: new SlidingWindow() }
  }

  record(mixes: ConversationMixes): void {
    for (const party of parties) {
      const { mix, managerShare } = mixes[party]
      // Through the codec, as it would reach the party's phone: the noise of G.711 is part of what is heard.
      this.heard[party].mix.push(pcmu.decode(pcmu.encode(mix)))
      this.heard[party].managerShare.push(managerShare)
    }
  }

  hears(): readonly PartyHears[] {
    return parties.map((party) => {
      const mix = this.heard[party].mix.samples
      return {
        party,
        managerDbfs: rmsDbfs(this.heard[party].managerShare.samples),
        tonesDbfs: {
          '440': levelDbfs(mix, 440),
          '700': levelDbfs(mix, 700),
          '1000': levelDbfs(mix, 1_000)
        }
      }
    })
  }
}

class SlidingWindow {
  readonly samples = new Int16Array(windowSamples)

  push(frame: Int16Array): void {
    this.samples.copyWithin(0, frameSamples)
    this.samples.set(frame, windowSamples - frameSamples)
  }
}
