import type { CommandInput } from '@contract/ipc/commands'
import type { CustomerView } from '@contract/ipc/snapshot'
import {
  defaultWebSocketPath,
  isWebSocket,
  type Account,
  type turnTransports
} from '@contract/settings/customer'
import { isEncrypted, type MediaSecurity } from '@contract/settings/media-security'
import {
  codesOf,
  defaultCodes,
  type DialingRule,
  type ModeCodes
} from '@contract/settings/dialing-rule'
import type { SwitchMethod } from '@contract/settings/dialing-rule'
import { defaultHotkeys, type Hotkeys } from '@contract/settings/hotkeys'
import {
  defaultVoiceCodecs,
  isDefaultOrder,
  type VoiceCodec
} from '@contract/settings/voice-codecs'
import { hostPortText, parseHostPort } from './host-port-text'

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

export type TurnTransport = (typeof turnTransports)[number]

export interface AccountDraft {
  readonly domain: string
  readonly outboundProxy: string
  readonly transport: Account['transport']
  /** kept while another transport is chosen, saved with a WebSocket only */
  readonly webSocketPath: string
  /** kept while another transport is chosen, saved with TLS and WSS only */
  readonly caFile: string
  readonly user: string
  readonly authUser: string
  readonly displayName: string
  /** only what was typed now; a stored password never comes here */
  readonly password: string
  readonly dtmfMethod: Account['dtmfMethod']
  readonly mediaSecurity: MediaSecurity
  /** kept while another encryption is chosen, saved with WebRTC only */
  readonly stunServer: string
  /** the same; what belongs to it is saved with it only */
  readonly turnServer: string
  readonly turnTransport: TurnTransport
  readonly turnUser: string
  /** only what was typed now, as `password` */
  readonly turnPassword: string
  /** in the order in which they are offered */
  readonly codecs: readonly VoiceCodec[]
  readonly registrationSeconds: string
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
    account: {
      domain: '',
      outboundProxy: '',
      transport: 'udp',
      webSocketPath: defaultWebSocketPath,
      caFile: '',
      user: '',
      authUser: '',
      displayName: '',
      password: '',
      dtmfMethod: 'auto',
      mediaSecurity: 'rtp',
      stunServer: '',
      turnServer: '',
      turnTransport: 'udp',
      turnUser: '',
      turnPassword: '',
      codecs: defaultVoiceCodecs,
      registrationSeconds: '300'
    },
    rules: [{ key: newKey(), name: 'Default', kind: 'default', ...defaultCodes }],
    groups: [],
    hotkeys: defaultHotkeys
  }
}

export function draftOf(customer: CustomerView): CustomerDraft {
  const { account } = customer
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
    account: {
      domain: account.domain,
      outboundProxy: hostPortText(account.outboundProxy),
      transport: account.transport,
      webSocketPath: account.webSocketPath ?? defaultWebSocketPath,
      caFile: account.caFile ?? '',
      user: account.user,
      authUser: account.authUser ?? '',
      displayName: account.displayName ?? '',
      password: '',
      dtmfMethod: account.dtmfMethod,
      mediaSecurity: account.mediaSecurity ?? 'rtp',
      stunServer: hostPortText(account.stunServer),
      turnServer: hostPortText(account.turnServer),
      turnTransport: account.turnServer?.transport ?? 'udp',
      turnUser: account.turnUser ?? '',
      turnPassword: '',
      codecs: account.codecs ?? defaultVoiceCodecs,
      registrationSeconds: String(account.registrationSeconds)
    },
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

/** The account as main takes it. What is wrong with it is said by `draftProblems`. */
export function accountOf(draft: AccountDraft): Account {
  const proxy = parseHostPort(draft.outboundProxy)
  const stun = parseHostPort(draft.mediaSecurity === 'dtls' ? draft.stunServer : '')
  const authUser = draft.authUser.trim()
  const displayName = draft.displayName.trim()
  const caFile = isEncrypted(draft.transport) ? draft.caFile.trim() : ''
  const webSocketPath = draft.webSocketPath.trim()
  return {
    user: draft.user.trim(),
    domain: draft.domain.trim(),
    transport: draft.transport,
    dtmfMethod: draft.dtmfMethod,
    registrationSeconds: Number(draft.registrationSeconds),
    ...(draft.mediaSecurity !== 'rtp' && { mediaSecurity: draft.mediaSecurity }),
    ...(!isDefaultOrder(draft.codecs) && { codecs: [...draft.codecs] }),
    ...(authUser && { authUser }),
    ...(displayName && { displayName }),
    ...(caFile && { caFile }),
    ...(isWebSocket(draft.transport) &&
      webSocketPath !== defaultWebSocketPath && { webSocketPath }),
    ...(proxy.ok && proxy.value && { outboundProxy: proxy.value }),
    ...(stun.ok && stun.value && { stunServer: stun.value }),
    ...turnOf(draft)
  }
}

/** What an account says about its TURN server; nothing without one. */
function turnOf(draft: AccountDraft): Pick<Account, 'turnServer' | 'turnUser'> {
  const server = parseHostPort(draft.turnServer)
  if (draft.mediaSecurity !== 'dtls' || !server.ok || !server.value) return {}
  const turnUser = draft.turnUser.trim()
  return {
    turnServer: { ...server.value, transport: draft.turnTransport },
    ...(turnUser && { turnUser })
  }
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
