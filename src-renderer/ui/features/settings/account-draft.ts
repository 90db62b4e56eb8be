import {
  defaultWebSocketPath,
  isWebSocket,
  type Account,
  type turnTransports
} from '@contract/settings/customer'
import { isEncrypted, type MediaSecurity } from '@contract/settings/media-security'
import {
  defaultVoiceCodecs,
  isDefaultOrder,
  type VoiceCodec
} from '@contract/settings/voice-codecs'
import { hostPortText, parseHostPort } from './host-port-text'

type TurnTransport = (typeof turnTransports)[number]

/** An account as the form holds it: text as it was typed. */
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

export function newAccountDraft(): AccountDraft {
  return {
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
  }
}

export function accountDraftOf(account: Account): AccountDraft {
  return {
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
  }
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
