import type { SupervisionView } from '@contract/ipc/snapshot'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'

/** Says when the mode changed, for whoever looks at another program. */
export class ModeCue {
  private mode: SupervisionMode | null = null

  constructor(private readonly play: () => void) {}

  update(view: SupervisionView): void {
    const mode = view.phase === 'supervising' ? view.mode : null
    if (mode !== null && this.mode !== null && mode !== this.mode) this.play()
    this.mode = mode
  }
}
