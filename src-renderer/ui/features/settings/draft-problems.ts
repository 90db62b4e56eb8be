import { customerSchema, isWebSocket } from '@contract/settings/customer'
import {
  defaultCodes,
  dialingRuleProblems,
  isWarning,
  type DialingRuleProblem
} from '@contract/settings/dialing-rule'
import { carriesKeys, isEncrypted } from '@contract/settings/media-security'
import { hotkeyClashes, type HotkeyAction } from '@contract/settings/hotkeys'
import type { AccountDraft } from './account-draft'
import { extensionsOf, inputOf, type CustomerDraft } from './customer-draft'
import { parseHostPort } from './host-port-text'

export const sections = ['account', 'dialing', 'groups', 'hotkeys'] as const
export type Section = (typeof sections)[number]

/** The words of `problems` in the locale files. */
export const problemWords = [
  'required',
  'too-long',
  'not-a-host',
  'not-a-port',
  'not-a-path',
  'not-a-user',
  'not-a-name',
  'not-dialable',
  'not-an-accelerator',
  'not-in-range',
  'needs-encryption',
  'needs-g711',
  'needs-websocket',
  'duplicate-rule',
  'duplicate-group',
  'duplicate-extension',
  'invalid'
] as const
export type ProblemWord = (typeof problemWords)[number]

export type DraftProblem = { readonly section: Section; readonly path: string } & (
  | { readonly kind: 'field'; readonly word: ProblemWord }
  | { readonly kind: 'rule'; readonly problem: DialingRuleProblem }
  | { readonly kind: 'clash'; readonly other: HotkeyAction }
)

/** A warning is said beside its field, but the draft can be saved. */
export function isBlocking(problem: DraftProblem): boolean {
  return !(problem.kind === 'rule' && isWarning(problem.problem))
}

/** What is wrong with a draft, each with the path of its field; the first one of a field wins. */
export function draftProblems(draft: CustomerDraft): ReadonlyMap<string, DraftProblem> {
  const problems = new Map<string, DraftProblem>()
  const all = [
    ...proxyProblems(draft),
    ...mediaProblems(draft),
    ...schemaProblems(draft),
    ...ruleProblems(draft),
    ...duplicates(draft),
    ...clashes(draft)
  ]
  // What stops the draft comes before what only warns.
  for (const problem of [...all.filter(isBlocking), ...all]) {
    if (!problems.has(problem.path)) problems.set(problem.path, problem)
  }
  return problems
}

function field(section: Section, path: string, word: ProblemWord): DraftProblem {
  return { section, path, kind: 'field', word }
}

function proxyProblems(draft: CustomerDraft): readonly DraftProblem[] {
  const proxy = parseHostPort(draft.account.outboundProxy)
  return proxy.ok ? [] : [field('account', 'account.outboundProxy', proxy.problem)]
}

function mediaProblems({ account }: CustomerDraft): readonly DraftProblem[] {
  const { mediaSecurity, transport } = account
  if (carriesKeys(mediaSecurity) && !isEncrypted(transport))
    return [field('account', 'account.mediaSecurity', 'needs-encryption')]
  if (mediaSecurity === 'dtls' && !isWebSocket(transport))
    return [field('account', 'account.mediaSecurity', 'needs-websocket')]
  return mediaSecurity === 'dtls' ? serverProblems(account) : []
}

function serverProblems(account: AccountDraft): readonly DraftProblem[] {
  const turn = parseHostPort(account.turnServer)
  const ports = (['stunServer', 'turnServer'] as const).flatMap((name) => {
    const server = parseHostPort(account[name])
    return server.ok ? [] : [field('account', `account.${name}`, server.problem)]
  })
  // A TURN server takes nobody unnamed.
  const isNameless = turn.ok && turn.value !== undefined && account.turnUser.trim() === ''
  return isNameless ? [...ports, field('account', 'account.turnUser', 'required')] : ports
}

/** What the contract's schema says, with the positions in it turned into the draft's own paths. */
function schemaProblems(draft: CustomerDraft): readonly DraftProblem[] {
  const input = inputOf(draft)
  const parsed = customerSchema.safeParse(input)
  if (parsed.success) return []
  return parsed.error.issues.map((issue) => {
    const [part, index, ...rest] = issue.path
    const word = wordOf(issue, valueAt(input, issue.path))
    switch (part) {
      case 'account':
        return field('account', `account.${String(index)}`, word)
      case 'dialingRules': {
        const rule = draft.rules[Number(index)]
        return field('dialing', `rule.${String(rule?.key)}.${rest.join('.')}`, word)
      }
      case 'huntGroups': {
        const group = draft.groups[Number(index)]
        const member = rest[0] === 'members' ? group?.members[Number(rest[1])] : undefined
        const path = member
          ? `member.${member.key}.${String(rest[2])}`
          : `group.${String(group?.key)}.${rest.join('.')}`
        return field('groups', path, word)
      }
      case 'hotkeys':
        return field('hotkeys', `hotkey.${String(index)}`, word)
      default:
        return field('account', String(part), word)
    }
  })
}

function wordOf(
  issue: { code: string; message: string; path: PropertyKey[] },
  value: unknown
): ProblemWord {
  if (issue.path.at(-1) === 'registrationSeconds') return 'not-in-range'
  if (value === '') return 'required'
  if (issue.code === 'too_big') return 'too-long'
  return problemWords.find((word) => word === issue.message) ?? 'invalid'
}

function valueAt(root: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    root
  )
}

function ruleProblems(draft: CustomerDraft): readonly DraftProblem[] {
  const extensions = extensionsOf(draft)
  return draft.rules.flatMap((rule) =>
    dialingRuleProblems(rule.kind === 'default' ? defaultCodes : rule, extensions).map(
      (problem): DraftProblem => ({
        section: 'dialing',
        path: `rule.${rule.key}.${problem.field}.${problem.mode}`,
        kind: 'rule',
        problem
      })
    )
  )
}

function duplicates(draft: CustomerDraft): readonly DraftProblem[] {
  return [
    ...repeated(draft.rules, ({ name }) => name).map(({ key }) =>
      field('dialing', `rule.${key}.name`, 'duplicate-rule')
    ),
    ...repeated(draft.groups, ({ name }) => name).map(({ key }) =>
      field('groups', `group.${key}.name`, 'duplicate-group')
    ),
    ...draft.groups.flatMap(({ members }) =>
      repeated(members, ({ extension }) => extension).map(({ key }) =>
        field('groups', `member.${key}.extension`, 'duplicate-extension')
      )
    )
  ]
}

/** The entries whose text an earlier entry has already. */
function repeated<Entry>(
  entries: readonly Entry[],
  textOf: (entry: Entry) => string
): readonly Entry[] {
  const seen = new Set<string>()
  return entries.filter((entry) => {
    const text = textOf(entry).trim()
    if (seen.has(text)) return true
    seen.add(text)
    return false
  })
}

function clashes(draft: CustomerDraft): readonly DraftProblem[] {
  return hotkeyClashes(draft.hotkeys).map(({ action, other }) => ({
    section: 'hotkeys',
    path: `hotkey.${action}`,
    kind: 'clash',
    other
  }))
}

export function blockingProblems(
  problems: ReadonlyMap<string, DraftProblem>
): readonly DraftProblem[] {
  return [...problems.values()].filter(isBlocking)
}

export function problemsInSection(
  problems: ReadonlyMap<string, DraftProblem>,
  section: Section
): number {
  return blockingProblems(problems).filter((problem) => problem.section === section).length
}
