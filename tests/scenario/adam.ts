import { isDeepStrictEqual } from 'node:util'
import type { SupervisionView } from '@contract/ipc/snapshot'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import type { CoachlineApp } from './coachline-app'
import { windowActions } from './window-actions'

const answerWithinMs = 20_000
const mediaWithinMs = 10_000

/** How something was asked of the app: by its buttons wherever they can be pressed. */
export type AskedBy = 'click' | 'command'

/** Adam at his desk. */
export class Adam {
  private readonly window: ReturnType<typeof windowActions>

  constructor(
    readonly app: CoachlineApp,
    private readonly extension: string
  ) {
    this.window = windowActions(app.page)
  }

  /** Resolves when the app has begun, or has been refused already. */
  async join(mode: SupervisionMode): Promise<AskedBy> {
    const { extensions, supervision } = await this.app.slices()
    const name = extensions.find(({ extension }) => extension === this.extension)?.name
    if (await this.window.join(name === undefined || name === '' ? this.extension : name, mode)) {
      await this.until((view) => !isDeepStrictEqual(view, supervision))
      return 'click'
    }
    await this.command(mode)
    return 'command'
  }

  /** Past the window, which offers no join while it knows that the agent is in no call. */
  async command(mode: SupervisionMode): Promise<void> {
    const deadline = Date.now() + mediaWithinMs
    for (;;) {
      const answer = await this.app.command('supervision.join', {
        extension: this.extension,
        mode
      })
      if (answer.ok) return
      // Just after the start the audio may not be up yet; nothing announces it.
      const tooEarly = answer.failure.reason === 'media.not-started' && Date.now() < deadline
      if (!tooEarly) throw new Error(`the app does not join: ${answer.failure.reason}`)
    }
  }

  /** @returns how the app stands once the change is made, or has failed */
  async switchTo(mode: SupervisionMode): Promise<SupervisionView> {
    await this.click(mode)
    return this.reached(mode)
  }

  async click(mode: SupervisionMode): Promise<void> {
    if (!(await this.window.switchTo(mode))) throw new Error('the mode cannot be pressed')
  }

  async reached(mode: SupervisionMode): Promise<SupervisionView> {
    return this.until(
      (view) =>
        view.phase === 'idle' ||
        (view.phase === 'supervising' && !view.change && (view.mode === mode || !!view.failure))
    )
  }

  async hangUp(): Promise<void> {
    if (!(await this.window.hangUp())) throw new Error('there is nothing to hang up')
    await this.until(({ phase }) => phase === 'idle')
  }

  async until(test: (view: SupervisionView) => boolean): Promise<SupervisionView> {
    return this.app.until('the app', answerWithinMs, ({ supervision }) =>
      test(supervision) ? supervision : undefined
    )
  }
}
