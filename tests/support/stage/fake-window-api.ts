import { commandNames, type CommandName } from '@contract/ipc/command-names'
import { ok, type Result } from '@contract/ipc/result'
import type { Levels, Snapshot, SnapshotChange } from '@contract/ipc/snapshot'
import type { WindowApi } from '@contract/ipc/window-api'

export interface AskedCommand {
  readonly name: CommandName
  readonly input: unknown
}

export type FakeAnswers = Partial<Record<CommandName, Result<unknown> | 'never'>>

type Answer = (input: unknown) => Promise<Result<unknown>>

/**
 * Main's side of `window.coachline`, played by hand: it holds a snapshot, notes what is asked and answers what it was
 * told to. It runs in Node for the unit tests and in the page for the stage.
 */
export class FakeWindowApi {
  readonly asked: AskedCommand[] = []
  readonly #changeListeners = new Set<(change: SnapshotChange) => void>()
  readonly #levelsListeners = new Set<(levels: Levels) => void>()
  readonly #answers: Map<CommandName, Answer>
  snapshot: Snapshot

  constructor(snapshot: Snapshot, answers: FakeAnswers = {}) {
    this.snapshot = snapshot
    this.#answers = new Map([
      ['snapshot.get', () => Promise.resolve(ok(this.snapshot))],
      ...Object.entries(answers).map(([name, answer]): [CommandName, Answer] => [
        name as CommandName,
        () => (answer === 'never' ? new Promise(() => {}) : Promise.resolve(answer))
      ])
    ])
  }

  /** What a preload would put on `window.coachline`. */
  get api(): WindowApi {
    const commands = Object.fromEntries(
      commandNames.map((name) => [
        name,
        (input?: unknown) => {
          this.asked.push({ name, input })
          return this.#answers.get(name)?.(input) ?? Promise.resolve(ok())
        }
      ])
    )
    return {
      ...(commands as unknown as WindowApi),
      onSnapshotChanged: (listener) => subscribe(this.#changeListeners, listener),
      onLevels: (listener) => subscribe(this.#levelsListeners, listener)
    }
  }

  get changeListenerCount(): number {
    return this.#changeListeners.size
  }

  answer(name: CommandName, answer: Answer): void {
    this.#answers.set(name, answer)
  }

  /** Tells the window a change as it is, with whatever revision it has. */
  tell(change: SnapshotChange): void {
    for (const listener of this.#changeListeners) listener(change)
  }

  tellLevels(levels: Levels): void {
    for (const listener of this.#levelsListeners) listener(levels)
  }
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
