import type { Flow } from '../flow/flow'

export interface CallFlowOptions {
  /** how long a call may be without a flow */
  readonly graceMs: number
  /** whether the call can go on over another flow: only a confirmed one can */
  readonly canMove: () => boolean
  readonly onLost: () => void
}

/**
 * The flow that a call is on. The sound of a confirmed call goes on without it, so that it has some time to move to the
 * next one; on a flow that was closed on purpose nothing follows.
 *
 * ```
 *  none ──follow──► on a flow ──it breaks──► adrift ──follow──► on a flow
 *                       │                       └──too long──► lost
 *                       └──closed, or the call cannot move──► lost
 * ```
 */
export class CallFlow {
  private flow: Flow | undefined
  private removeListener: () => void = () => {}
  private adrift: NodeJS.Timeout | undefined

  constructor(private readonly options: CallFlowOptions) {}

  get current(): Flow | undefined {
    return this.flow
  }

  /** From now on the call lives and dies with this flow. */
  follow(flow: Flow): void {
    this.leave()
    this.flow = flow
    this.removeListener = flow.onClosed((error) => this.lose(error))
  }

  /** The call is over, or goes elsewhere. */
  leave(): void {
    clearTimeout(this.adrift)
    this.removeListener()
  }

  private lose(error: Error | undefined): void {
    const { canMove, graceMs, onLost } = this.options
    if (error && canMove()) this.adrift = setTimeout(onLost, graceMs)
    else onLost()
  }
}
