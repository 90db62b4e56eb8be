import { agentsList, findAgent, type DemoAccount, type DemoAgent } from './demo-directory'
import type { PhoneDesk } from './phone/phone-desk'
import type { Authenticator, Challenger } from './sip/authenticator'
import { acceptsDialogInfo, isDialogEvent, type DialogNotifier } from './sip/dialog-notifier'
import { parseAddress, splitOutside, tagOf, userOf } from './sip/header-values'
import type { Registrar } from './sip/registrar'
import { supportsLists } from './sip/resource-list-body'
import type { ServerTransaction } from './sip/server-transactions'
import { headerOf, headersOf, type SipRequest } from './sip/sip-message'
import type { SupervisionDesk } from './supervision/supervision-desk'

const methods = [
  'INVITE',
  'ACK',
  'CANCEL',
  'BYE',
  'OPTIONS',
  'INFO',
  'REFER',
  'REGISTER',
  'SUBSCRIBE'
] as const
const allow = { name: 'Allow', value: methods.join(', ') }
const allowEvents = { name: 'Allow-Events', value: 'dialog' }

/** Brings every request to the one who answers it, past authentication where it begins something new. */
export class RequestRouter {
  constructor(
    private readonly authenticator: Authenticator<DemoAccount>,
    private readonly registrar: Registrar,
    private readonly notifier: DialogNotifier,
    private readonly desk: SupervisionDesk,
    private readonly phones: PhoneDesk,
    private readonly agents: readonly DemoAgent[]
  ) {}

  route(transaction: ServerTransaction): void {
    const { request } = transaction
    const required = headersOf(request, 'Require').flatMap((value) => splitOutside(value, ','))
    if (!/^(?:sips?|tel):/i.test(request.requestUri)) transaction.respond({ statusCode: 416 })
    else if (required.length > 0) {
      const unsupported = { name: 'Unsupported', value: required.join(', ') }
      transaction.respond({ statusCode: 420, headers: [unsupported] })
    } else if (tagOf(headerOf(request, 'To')) === '') this.begin(transaction)
    else this.continueDialog(transaction)
  }

  private begin(transaction: ServerTransaction): void {
    const { request } = transaction
    switch (request.method) {
      case 'REGISTER':
        this.authenticated(transaction, 'user-agent', (account) => {
          transaction.respond(this.registrar.register(transaction, account.user))
        })
        break
      case 'INVITE':
        transaction.respond({ statusCode: 100 })
        this.authenticated(transaction, 'proxy', (account) => {
          const dialled = userOf(request.requestUri)
          if (this.phones.reaches(account, dialled)) this.phones.dial(transaction, account, dialled)
          else this.desk.join(transaction, account, dialled)
        })
        break
      case 'SUBSCRIBE':
        this.subscribe(transaction)
        break
      case 'BYE':
      case 'INFO':
      case 'REFER':
        transaction.respond({ statusCode: 481 })
        break
      default:
        this.answerAnywhere(transaction)
    }
  }

  private continueDialog(transaction: ServerTransaction): void {
    const desk = this.phones.holds(transaction.request) ? this.phones : this.desk
    switch (transaction.request.method) {
      case 'INVITE':
        desk.renegotiate(transaction)
        break
      case 'BYE':
        desk.bye(transaction)
        break
      case 'INFO':
        desk.info(transaction)
        break
      case 'REFER':
        this.authenticated(transaction, 'proxy', (account) => {
          this.phones.refer(transaction, account)
        })
        break
      case 'SUBSCRIBE':
        this.notifier.refresh(transaction)
        break
      default:
        this.answerAnywhere(transaction)
    }
  }

  private answerAnywhere(transaction: ServerTransaction): void {
    if (transaction.request.method !== 'OPTIONS') {
      transaction.respond({ statusCode: 405, headers: [allow] })
      return
    }
    const accept = { name: 'Accept', value: 'application/sdp' }
    transaction.respond({ statusCode: 200, headers: [allow, allowEvents, accept] })
  }

  private subscribe(transaction: ServerTransaction): void {
    const { request } = transaction
    if (!isDialogEvent(headerOf(request, 'Event'))) {
      transaction.respond({ statusCode: 489, headers: [allowEvents] })
      return
    }
    this.authenticated(transaction, 'user-agent', (account) => {
      if (userOf(request.requestUri) === agentsList) {
        this.subscribeList(transaction, account)
        return
      }
      const agent = findAgent(this.agents, account, userOf(request.requestUri))
      if (agent === 'unknown') transaction.respond({ statusCode: 404 })
      else if (agent === 'of-another-customer') transaction.respond({ statusCode: 403 })
      else if (!acceptsDialogInfo(headersOf(request, 'Accept'))) {
        transaction.respond({ statusCode: 406 })
      } else {
        const { extension } = agent
        this.notifier.subscribe(transaction, { kind: 'extension', extension })
      }
    })
  }

  /** All agents of the account's customer by one subscription (RFC 4662 §4.4). */
  private subscribeList(transaction: ServerTransaction, { customer }: DemoAccount): void {
    if (!supportsLists(headersOf(transaction.request, 'Supported'))) {
      const required = { name: 'Require', value: 'eventlist' }
      transaction.respond({ statusCode: 421, headers: [required] })
      return
    }
    const extensions = this.agents
      .filter((agent) => agent.customer === customer)
      .map(({ extension }) => extension)
    this.notifier.subscribe(transaction, { kind: 'list', user: agentsList, extensions })
  }

  /** Goes on when the request proves that it comes from the account that its From names. */
  private authenticated(
    transaction: ServerTransaction,
    challenger: Challenger,
    proceed: (account: DemoAccount) => void
  ): void {
    const { request } = transaction
    const authentication = this.authenticator.check(request, challenger)
    if (authentication.kind === 'refused') transaction.respond(authentication.answer)
    else if (fromUser(request) !== authentication.account.user) {
      transaction.respond({ statusCode: 403 })
    } else proceed(authentication.account)
  }
}

function fromUser(request: SipRequest): string {
  return userOf(parseAddress(headerOf(request, 'From') ?? '').uri)
}
