import type { IceServer, IceServerAnswer } from '@contract/ipc/media-protocol'
import { tryIceServer } from './ice-server-trial'

/** The trials that are under way, by the name main gave each. */
export class IceServerTrials {
  private readonly trials = new Map<string, Promise<IceServerAnswer>>()

  begin(trial: string, server: IceServer): null {
    this.trials.set(trial, tryIceServer(server))
    return null
  }

  async end(trial: string): Promise<IceServerAnswer> {
    const answer = this.trials.get(trial)
    if (!answer) throw new Error('no such trial')
    try {
      return await answer
    } finally {
      this.trials.delete(trial)
    }
  }
}
