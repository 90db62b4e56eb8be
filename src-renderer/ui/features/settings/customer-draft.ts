import type { CommandInput } from '@contract/ipc/commands'
import type { CustomerView } from '@contract/ipc/snapshot'
import {
  codesOf,
  defaultCodes,
  type DialingRule,
  type ModeCodes
} from '@contract/settings/dialing-rule'
import type { SwitchMethod } from '@contract/settings/dialing-rule'
import { defaultHotkeys, type Hotkeys } from '@contract/settings/hotkeys'
import { accountDraftOf, accountOf, newAccountDraft, type AccountDraft } from './account-draft'

/** A customer as the form holds it: text as it was typed, and keys that stay while names change. */
export interface CustomerDraft {
  readonly id: string
  readonly name: string
  readonly connected: boolean
  readonly callSupervision: boolean
  readonly whenSupervising: NonNullable<CustomerView['whenSupervising']>
  readonly resourceList: string
  readonly account: AccountDraft
  readonly rules: readonly RuleDraft[]
  readonly groups: readonly GroupDraft[]
  readonly hotkeys: Hotkeys
}

export interface RuleDraft {
  readonly key: string
  readonly name: string
  readonly kind: DialingRule['kind']
  readonly prefixes: ModeCodes
  readonly dtmfCodes: ModeCodes
  readonly switchMethod: SwitchMethod
}

export interface GroupDraft {
  readonly key: string
  readonly name: string
  /** null: the first rule, whichever it is */
  readonly ruleKey: string | null
  readonly members: readonly MemberDraft[]
}

export interface MemberDraft {
  readonly key: string
  readonly extension: string
  readonly name: string
  readonly supervisionAllowed: boolean
}

let lastKey = 0
export function newKey(): string {
  return String(++lastKey)
}

/** `randomUUID` needs a secure context; a page of our own scheme may not be one. */
export function newCustomerId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function newDraft(): CustomerDraft {
  return {
    id: newCustomerId(),
    name: '',
    connected: true,
    callSupervision: true,
    whenSupervising: 'busy',
    resourceList: '',
    account: newAccountDraft(),
    rules: [{ key: newKey(), name: 'Default', kind: 'default', ...defaultCodes }],
    groups: [],
    hotkeys: defaultHotkeys
  }
}

export function draftOf(customer: CustomerView): CustomerDraft {
  const rules = customer.dialingRules.map((rule): RuleDraft => ({
    key: newKey(),
    name: rule.name,
    kind: rule.kind,
    ...ruleCodes(rule)
  }))
  const ruleKey = (name: string | undefined) =>
    rules.find((rule) => rule.name === name)?.key ?? null
  return {
    id: customer.id,
    name: customer.name,
    connected: customer.connected,
    resourceList: customer.resourceList ?? '',
    callSupervision: customer.callSupervision,
    whenSupervising: customer.whenSupervising ?? 'busy',
    account: accountDraftOf(customer.account),
    rules,
    groups: customer.huntGroups.map((group) => ({
      key: newKey(),
      name: group.name,
      ruleKey: ruleKey(group.dialingRule),
      members: group.members.map((member) => ({ key: newKey(), ...member }))
    })),
    hotkeys: customer.hotkeys
  }
}

function ruleCodes(rule: DialingRule): Pick<RuleDraft, 'prefixes' | 'dtmfCodes' | 'switchMethod'> {
  const { prefixes, dtmfCodes, switchMethod } = codesOf(rule)
  return { prefixes, dtmfCodes, switchMethod }
}

/** What `customers.save` is given: a password only when it was typed anew. */
export function inputOf(draft: CustomerDraft): CommandInput<'customers.save'> {
  const nameOfRule = (key: string | null) => draft.rules.find((rule) => rule.key === key)?.name
  const resourceList = draft.resourceList.trim()
  const account = accountOf(draft.account)
  const { password, turnPassword } = draft.account
  return {
    id: draft.id,
    name: draft.name.trim(),
    connected: draft.connected,
    callSupervision: draft.callSupervision,
    ...(draft.whenSupervising === 'ring' && { whenSupervising: 'ring' as const }),
    ...(resourceList && { resourceList }),
    account,
    dialingRules: draft.rules.map((rule) =>
      rule.kind === 'default'
        ? { kind: 'default', name: rule.name.trim() }
        : {
            kind: 'custom',
            name: rule.name.trim(),
            prefixes: rule.prefixes,
            dtmfCodes: rule.dtmfCodes,
            switchMethod: rule.switchMethod
          }
    ),
    huntGroups: draft.groups.map((group) => {
      const dialingRule = nameOfRule(group.ruleKey)?.trim()
      return {
        name: group.name.trim(),
        ...(dialingRule && { dialingRule }),
        members: group.members.map(({ extension, name, supervisionAllowed }) => ({
          extension: extension.trim(),
          name: name.trim(),
          supervisionAllowed
        }))
      }
    }),
    hotkeys: draft.hotkeys,
    ...(password && { password }),
    ...(account.turnServer && turnPassword && { turnPassword })
  }
}

export function extensionsOf(draft: Pick<CustomerDraft, 'groups'>): readonly string[] {
  return draft.groups.flatMap(({ members }) => members.map(({ extension }) => extension.trim()))
}

/** Which of the two commands saves the difference: hotkeys alone can be saved during a call. */
export function changedParts(
  saved: CustomerDraft,
  draft: CustomerDraft
): 'nothing' | 'hotkeys' | 'customer' {
  const { hotkeys: savedHotkeys, ...savedRest } = saved
  const { hotkeys, ...rest } = draft
  if (JSON.stringify(savedRest) !== JSON.stringify(rest)) return 'customer'
  return JSON.stringify(savedHotkeys) === JSON.stringify(hotkeys) ? 'nothing' : 'hotkeys'
}
