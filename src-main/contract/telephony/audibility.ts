import { assertNever } from '../assert-never'
import type { SupervisionMode } from './supervision-mode'

/** The two people in the supervised call. */
export type Party = 'agent' | 'client'

/** What we can honestly say about one party. `may-hear`: it depends on a switch that nothing confirmed. */
export const hearings = ['hears', 'may-hear', 'does-not-hear'] as const
export type Hearing = (typeof hearings)[number]

/** Who hears the manager. The manager always hears both parties. */
export type WhoHears = Readonly<Record<Party, Hearing>>

/** Who the PBX lets hear the manager in a mode, by the definition of the mode. */
export function audibleTo(mode: SupervisionMode): readonly Party[] {
  switch (mode) {
    case 'spy':
      return []
    case 'whisper':
      return ['agent']
    case 'barge-in':
      return ['agent', 'client']
    default:
      return assertNever(mode)
  }
}

/**
 * The one place that says who hears the manager.
 *
 * A closed microphone settles it: nobody does. Otherwise a party surely hears the manager only when it does in every
 * mode the PBX may be in, because nothing in SIP acknowledges a switch by DTMF.
 *
 * @param voiceLeaves - true when captured voice is being sent (microphone open and not muted)
 * @param possibleModes - the modes the PBX may be in; never empty
 */
export function whoHears(
  voiceLeaves: boolean,
  possibleModes: readonly SupervisionMode[]
): WhoHears {
  const hearing = (party: Party): Hearing => {
    if (!voiceLeaves) return 'does-not-hear'
    const audible = possibleModes.filter((mode) => audibleTo(mode).includes(party)).length
    if (audible === 0) return 'does-not-hear'
    return audible === possibleModes.length ? 'hears' : 'may-hear'
  }
  return { agent: hearing('agent'), client: hearing('client') }
}
