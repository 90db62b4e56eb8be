/** The three ways to take part in a colleague's call, from least to most audible. */
export const supervisionModes = ['spy', 'whisper', 'barge-in'] as const
export type SupervisionMode = (typeof supervisionModes)[number]

/** True for the modes in which somebody is meant to hear the manager. */
export function speaksIn(mode: SupervisionMode): boolean {
  return mode !== 'spy'
}
