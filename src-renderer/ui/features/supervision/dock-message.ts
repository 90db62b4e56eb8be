import type { Failure } from '@contract/errors/reasons'
import type { SupervisionView } from '@contract/ipc/snapshot'
import type { SilenceCause } from '@contract/telephony/call-quality'
import type { ModeChangeStage, ModeKnowledge } from '@contract/telephony/supervision-state'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'

/** The one sentence of the dock: what matters most right now. */
export type DockMessage =
  | { kind: 'failure'; failure: Failure }
  | { kind: 'silent'; cause: SilenceCause }
  | { kind: 'joining'; name: string }
  | { kind: 'changing'; stage: ModeChangeStage; to: SupervisionMode }
  | { kind: 'muted' }
  | { kind: 'client-may-hear' }
  | { kind: 'unconfirmed'; knowledge: Exclude<ModeKnowledge, 'joined'> }
  | { kind: 'meaning'; mode: SupervisionMode }

export function dockMessage(view: Exclude<SupervisionView, { phase: 'idle' }>): DockMessage {
  if (view.phase === 'joining') return { kind: 'joining', name: displayName(view.target) }
  if (view.change) return { kind: 'changing', ...view.change }
  if (view.failure) return { kind: 'failure', failure: view.failure }
  if (view.silence) return { kind: 'silent', cause: view.silence }
  if (view.microphone === 'muted') return { kind: 'muted' }
  if (view.mode === 'whisper' && view.whoHears.client !== 'does-not-hear')
    return { kind: 'client-may-hear' }
  if (view.knowledge !== 'joined') return { kind: 'unconfirmed', knowledge: view.knowledge }
  return { kind: 'meaning', mode: view.mode }
}

/** People are called by name; without one the extension has to do. */
export function displayName({ name, extension }: { name: string; extension: string }): string {
  return name || extension
}
