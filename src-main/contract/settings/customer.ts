import { z } from 'zod'
import { isDialString, dtmfMethods } from '../telephony/dtmf'
import { accountSecretsSchema } from './account-secrets'
import { dialingRuleSchema } from './dialing-rule'
import { hotkeysSchema, defaultHotkeys } from './hotkeys'
import { mediaSecurities } from './media-security'
import { hasG711, voiceCodecs } from './voice-codecs'

const noControlOrSpace = /^[^\s\p{Cc}<>"]+$/u
const hostName =
  /^(?:\[[0-9A-Fa-f:.]+\]|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)$/

/** Digits, `*` and `#`, as they are dialled after a prefix. */
export const extensionSchema = z.string().max(32).refine(isDialString, 'not-dialable')

/** Where SIP goes when it does not go to the domain itself: a host name or address, and a port. */
const hostPortSchema = z.object({
  host: z.string().max(253).regex(hostName, 'not-a-host'),
  port: z.number().int().min(1).max(65_535).optional()
})

/** How SIP travels. `tls` and `wss` encrypt the signalling; the audio has a setting of its own. */
export const sipTransports = ['udp', 'tcp', 'tls', 'ws', 'wss'] as const
export type SipTransportName = (typeof sipTransports)[number]

/** `ws` and `wss`: SIP over WebSocket (RFC 7118). */
export function isWebSocket(transport: SipTransportName): transport is 'ws' | 'wss' {
  return transport === 'ws' || transport === 'wss'
}

/** How a TURN server is spoken to: `turn:` over UDP or TCP, `turns:` over TLS (RFC 7065). */
export const turnTransports = ['udp', 'tcp', 'tls'] as const

/** Where Asterisk listens; Kamailio usually takes `/`. */
export const defaultWebSocketPath = '/ws'

/**
 * The manager's SIP account on the customer's PBX. Its passwords are not part of it: they live in the OS
 * keychain (account-secrets.ts).
 */
export const accountSchema = z.object({
  /** user part of the AOR */
  user: z.string().min(1).max(128).regex(noControlOrSpace, 'not-a-user'),
  /** user name for digest authentication, where it differs from `user` */
  authUser: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[^\p{Cc}]+$/u, 'not-a-user')
    .optional(),
  displayName: z
    .string()
    .max(128)
    .regex(/^[^\p{Cc}]*$/u, 'not-a-name')
    .optional(),
  /** host part of the AOR */
  domain: z.string().min(1).max(253).regex(hostName, 'not-a-host'),
  /** the server that requests are sent to; the domain itself where it is left out */
  outboundProxy: hostPortSchema.optional(),
  transport: z.enum(sipTransports).default('udp'),
  /** ws and wss: path and query of the server's URL; `defaultWebSocketPath` where it is left out */
  webSocketPath: z
    .string()
    .max(512)
    .regex(/^\/[^\s\p{Cc}#]*$/u, 'not-a-path')
    .optional(),
  /** tls and wss: a PEM file with authorities to trust beside the usual ones */
  caFile: z
    .string()
    .min(1)
    .max(1_024)
    .regex(/^[^\p{Cc}]+$/u, 'invalid')
    .optional(),
  dtmfMethod: z.enum(dtmfMethods).default('auto'),
  /** `rtp` where it is left out; anything else needs a transport that is encrypted (customer-problem.ts) */
  mediaSecurity: z.enum(mediaSecurities).optional(),
  /** what is offered to the PBX, in this order; all that there is where it is left out */
  codecs: z
    .array(z.enum(voiceCodecs))
    .refine((codecs) => new Set(codecs).size === codecs.length, 'invalid')
    .refine(hasG711, 'needs-g711')
    .optional(),
  /** dtls: tells us which address the PBX sees (RFC 8489); without a port 3478 */
  stunServer: hostPortSchema.optional(),
  /** dtls: relays the audio where no other way goes (RFC 8656); without a port 3478, and 5349 with TLS */
  turnServer: hostPortSchema
    .extend({ transport: z.enum(turnTransports).default('udp') })
    .optional(),
  /** who we are to the TURN server, which takes nobody unnamed */
  turnUser: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[^\p{Cc}]+$/u, 'not-a-user')
    .optional(),
  /** asked for in REGISTER; the PBX may shorten it (RFC 3261 §10.2.1.1) */
  registrationSeconds: z.number().int().min(30).max(86_400).default(300)
})
export type Account = z.infer<typeof accountSchema>

/** A colleague's extension that the manager monitors. */
export const memberSchema = z.object({
  extension: extensionSchema,
  name: z.string().max(128).default(''),
  /** "Supervision allowed" in this hunt group, as far as it is known; the PBX decides */
  supervisionAllowed: z.boolean().default(true)
})
export type Member = z.infer<typeof memberSchema>

export const huntGroupSchema = z.object({
  name: z.string().min(1).max(128),
  /** name of the dialing rule to use; the customer's first rule where it is left out */
  dialingRule: z.string().optional(),
  members: z.array(memberSchema).default([])
})
export type HuntGroup = z.infer<typeof huntGroupSchema>

/** An ordinary call that comes in while a supervision lasts: 486 at once, or it rings. */
export const whenSupervising = ['busy', 'ring'] as const
export type WhenSupervising = (typeof whenSupervising)[number]

/** Everything about a customer but the account: what may be taken over as it is from a form or a file. */
const customerFields = {
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(128),
  /** whether its PBX is connected all the time, also while another customer is shown */
  connected: z.boolean().default(true),
  callSupervision: z.boolean().default(true),
  /** what an ordinary call to the manager does during a supervision: `busy` where it is left out */
  whenSupervising: z.enum(whenSupervising).optional(),
  /** user part of a resource list on the PBX (RFC 4662) that holds the monitored extensions */
  resourceList: z.string().min(1).max(128).regex(noControlOrSpace, 'not-a-user').optional(),
  dialingRules: z
    .array(dialingRuleSchema)
    .min(1)
    .default([{ kind: 'default', name: 'Default' }]),
  huntGroups: z.array(huntGroupSchema).default([]),
  hotkeys: hotkeysSchema.default(defaultHotkeys)
}

/** A customer of a PBX: an account, the dialing rules of its PBX and who is monitored. */
export const customerSchema = z.object({ ...customerFields, account: accountSchema })
export type Customer = z.infer<typeof customerSchema>

/**
 * The file behind `--provision FILE.json`: a customer, with the passwords beside the account.
 * They are moved to the keychain and never kept in the settings. Documented in docs/PROVISIONING.md.
 */
export const provisionFileSchema = z.object({
  coachline: z.literal(1),
  customer: z.object({
    ...customerFields,
    account: accountSchema.extend(accountSecretsSchema.shape)
  })
})
export type ProvisionFile = z.infer<typeof provisionFileSchema>
