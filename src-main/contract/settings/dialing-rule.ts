import { z } from 'zod'
import { isDialString } from '../telephony/dtmf'
import { supervisionModes, type SupervisionMode } from '../telephony/supervision-mode'

const perMode = <Value extends z.ZodType>(value: Value) =>
  z.object({ spy: value, whisper: value, 'barge-in': value })

const codesSchema = perMode(z.string())
export type ModeCodes = z.infer<typeof codesSchema>

/** How the mode changes during the call: by DTMF, by dialling the other prefix, or not at all. */
export const switchMethods = ['dtmf', 'rejoin', 'none'] as const
export type SwitchMethod = (typeof switchMethods)[number]

/**
 * How a customer's PBX is told to supervise. The default rule is PortaSwitch's (docs.portaone.com, call supervision):
 * `*90 *91 *92` to join and `0 1 2` to switch.
 */
export const dialingRuleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('default'), name: z.string().min(1) }),
  z.object({
    kind: z.literal('custom'),
    name: z.string().min(1),
    prefixes: codesSchema,
    dtmfCodes: codesSchema,
    switchMethod: z.enum(switchMethods).default('dtmf')
  })
])
export type DialingRule = z.infer<typeof dialingRuleSchema>

/** A dialing rule with its codes spelled out, whichever kind it is. */
export interface SupervisionCodes {
  readonly prefixes: ModeCodes
  readonly dtmfCodes: ModeCodes
  readonly switchMethod: SwitchMethod
}

export const defaultCodes: SupervisionCodes = {
  prefixes: { spy: '*90', whisper: '*91', 'barge-in': '*92' },
  dtmfCodes: { spy: '0', whisper: '1', 'barge-in': '2' },
  switchMethod: 'dtmf'
}

export function codesOf(rule: DialingRule): SupervisionCodes {
  return rule.kind === 'default' ? defaultCodes : rule
}

/** What the manager's phone dials to join: prefix and extension in one number. */
export function joinNumber(
  codes: SupervisionCodes,
  mode: SupervisionMode,
  extension: string
): string {
  return codes.prefixes[mode] + extension
}

/** Service codes of PortaSwitch's default dialing rule: a prefix that equals one would be taken for it. */
export const serviceCodes: Readonly<Record<string, string>> = {
  '*70': 'park',
  '*71': 'release',
  '*40': 'group-pickup',
  '*67': 'hide-caller-id'
}

/** One thing that is wrong with a dialing rule, exact enough to write the sentence beside the field. */
export type DialingRuleProblem =
  | { field: 'prefix' | 'dtmf-code'; mode: SupervisionMode; problem: 'missing' }
  | { field: 'prefix' | 'dtmf-code'; mode: SupervisionMode; problem: 'not-dialable'; value: string }
  | {
      field: 'prefix' | 'dtmf-code'
      mode: SupervisionMode
      problem: 'same-as'
      other: SupervisionMode
      value: string
    }
  | {
      field: 'prefix'
      mode: SupervisionMode
      problem: 'begins-other'
      other: SupervisionMode
      value: string
    }
  | {
      field: 'prefix'
      mode: SupervisionMode
      problem: 'service-code'
      service: string
      value: string
    }
  | { field: 'prefix'; mode: SupervisionMode; problem: 'is-extension'; value: string }

/** A prefix that equals a service code works where the PBX has moved that code: a warning, not an error. */
export function isWarning({ problem }: DialingRuleProblem): boolean {
  return problem === 'service-code'
}

/**
 * Says exactly what clashes in a custom rule.
 *
 * @param extensions - the customer's monitored extensions, which no prefix may equal
 * @returns an empty list when the rule can be used
 */
export function dialingRuleProblems(
  codes: SupervisionCodes,
  extensions: readonly string[] = []
): readonly DialingRuleProblem[] {
  const problems: DialingRuleProblem[] = []
  const fields = [
    { field: 'prefix', values: codes.prefixes },
    ...(codes.switchMethod === 'dtmf'
      ? [{ field: 'dtmf-code', values: codes.dtmfCodes } as const]
      : [])
  ] as const

  for (const { field, values } of fields) {
    for (const [index, mode] of supervisionModes.entries()) {
      const value = values[mode]
      if (value === '') problems.push({ field, mode, problem: 'missing' })
      else if (!isDialString(value)) problems.push({ field, mode, problem: 'not-dialable', value })
      else {
        const same = supervisionModes.slice(0, index).find((other) => values[other] === value)
        if (same) problems.push({ field, mode, problem: 'same-as', other: same, value })
      }
    }
  }

  for (const mode of supervisionModes) {
    const value = codes.prefixes[mode]
    if (value === '') continue
    const other = supervisionModes.find((candidate) => {
      const prefix = codes.prefixes[candidate]
      return candidate !== mode && prefix !== value && prefix.startsWith(value)
    })
    if (other) problems.push({ field: 'prefix', mode, problem: 'begins-other', other, value })
    const service = serviceCodes[value]
    if (service) problems.push({ field: 'prefix', mode, problem: 'service-code', service, value })
    if (extensions.includes(value))
      problems.push({ field: 'prefix', mode, problem: 'is-extension', value })
  }
  return problems
}
