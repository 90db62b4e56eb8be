import { UserAgentCore, type URI } from 'sip.js/lib/core/index.js'
import type { Account } from '@contract/settings/customer'
import { escapeQuoted } from '../message/header-field'
import type { SipLog } from '../ports'
import { accountUri } from './account-uri'
import { busyToEveryone } from './incoming-requests'
import type { MessageLayer } from './message-layer'
import { sipjsLoggerFactory } from './sipjs-log'

export interface SipjsCoreOptions {
  readonly account: Account
  readonly layer: MessageLayer
  /** `host:port` for Via */
  readonly sentBy: string
  readonly contactUri: URI
  readonly log: SipLog
}

/** sip.js's core: its transactions and dialogs, without its user agent, which assumes a browser and a WebSocket. */
export function sipjsCore(options: SipjsCoreOptions): UserAgentCore {
  const { account, layer, sentBy, log } = options
  const contact = {
    pubGruu: undefined,
    tempGruu: undefined,
    uri: options.contactUri,
    toString: () => `<${contact.uri.toRaw()}>`
  }
  const configuration = {
    aor: accountUri(account),
    contact,
    displayName: escapeQuoted(account.displayName ?? ''),
    loggerFactory: sipjsLoggerFactory(log),
    hackViaTcp: false,
    routeSet: [],
    sipjsId: '',
    supportedOptionTags: [],
    supportedOptionTagsResponse: [],
    userAgentHeaderFieldValue: 'Coachline',
    viaForceRport: true,
    viaHost: sentBy,
    // Challenges are answered in transact.ts: sip.js knows MD5 only, and one challenge for each request.
    authenticationFactory: () => undefined,
    transportAccessor: () => layer
  }
  return new UserAgentCore(configuration, busyToEveryone)
}
