import { ok, type Result } from '@contract/ipc/result'
import type { PhoneCall } from './phone-call'

/** The one audio session that a person talks in: whatever takes it does so one after the other. */
export class Floor {
  private turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly calls: ReadonlyMap<string, PhoneCall>) {}

  get isTaken(): boolean {
    return [...this.calls.values()].some(({ takesTheFloor }) => takesTheFloor)
  }

  /** Each sees what the one before it did. */
  inTurn(work: () => Result<null> | Promise<Result<null>>): Promise<Result<null>> {
    const mine = this.turn.then(work)
    this.turn = mine.catch(() => undefined)
    return mine
  }

  /** Holds whatever talks. One that only dials is in the way: it would talk when it is answered. */
  async makeRoom(except?: PhoneCall): Promise<Result<null>> {
    for (const call of [...this.calls.values()]) {
      if (call === except || !call.takesTheFloor) continue
      if (call.current.phase !== 'connected') call.hangUp()
      else {
        const held = await call.hold()
        if (!held.ok && this.calls.has(call.facts.id)) return held
      }
    }
    return ok()
  }
}
