import type { Clock } from '../clock'
import { clients } from '../floor/clients'
import type { Dialog } from '../sip/dialog'
import { NegotiatedLeg, sdpType } from '../sip/negotiated-leg'
import type { SipEndpoint } from '../sip/sip-endpoint'
import type { SipRequest } from '../sip/sip-message'
import { serverName } from '../sip/sip-response'
import { loopback, type Flow } from '../sip/sip-transport'
import { freshToken } from '../sip/tokens'
import { UacDialog } from '../sip/uac-dialog'
import type { OrdinaryCall } from './ordinary-call'
import type { PhoneParty } from './phone-book'

/** Where the manager has registered. */
export interface ManagerContact {
  readonly user: string
  readonly contact: string
  /** the way that the REGISTER came */
  readonly flow: Flow
}

/** A call to the manager that rings. */
export interface RingingManager {
  readonly party: PhoneParty
  readonly leg: NegotiatedLeg
  /** `usable`: the SDP of the answer can be used */
  onAnswered(listener: (dialog: Dialog, usable: boolean) => void): void
}

/** How long a client waits for the manager. */
const patienceMs = 30_000

/** A client who talks to nobody yet calls the manager. */
export async function ringManager(
  { user, contact, flow }: ManagerContact,
  { clock, endpoint }: { clock: Clock; endpoint: Pick<SipEndpoint, 'invite' | 'contact'> },
  busy: readonly OrdinaryCall[],
  onDigit: (party: PhoneParty, digit: string) => void
): Promise<RingingManager> {
  // The first client talks to John from the beginning.
  const client = clients
    .slice(1)
    .find(({ number }) => busy.every((call) => call.party.number !== number))
  const party: PhoneParty = {
    kind: 'client',
    ...(client ?? { name: 'Anonymous', number: 'anonymous' })
  }
  const leg = await NegotiatedLeg.open(clock, (digit) => {
    onDigit(party, digit)
  })
  const answered: ((dialog: Dialog, usable: boolean) => void)[] = []
  const invite = inviteOf(user, contact, party, endpoint.contact(flow), leg.offer())
  const transaction = endpoint.invite(invite, flow, {
    onAccepted: (response) => {
      stopWaiting()
      const dialog = new UacDialog(invite, response, flow)
      const ack = dialog.request('ACK', [])
      const usable = leg.accept(response.body)
      // After the ACK has left.
      clock.after(0, () => {
        for (const listener of answered) listener(dialog, usable)
      })
      return ack
    },
    onRefused: () => {
      stopWaiting()
      leg.close()
    }
  })
  const stopWaiting = clock.after(patienceMs, () => {
    transaction.cancel()
  })
  return { party, leg, onAnswered: (listener) => void answered.push(listener) }
}

function inviteOf(
  user: string,
  requestUri: string,
  { name, number }: PhoneParty,
  contact: string,
  body: string
): SipRequest {
  return {
    kind: 'request',
    method: 'INVITE',
    requestUri,
    headers: [
      { name: 'Max-Forwards', value: '70' },
      { name: 'From', value: `"${name}" <sip:${number}@${loopback}>;tag=${freshToken()}` },
      { name: 'To', value: `<sip:${user}@${loopback}>` },
      { name: 'Call-ID', value: freshToken() },
      { name: 'CSeq', value: '1 INVITE' },
      { name: 'Contact', value: contact },
      { name: 'Allow', value: 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, REFER' },
      { name: 'User-Agent', value: serverName },
      { name: 'Content-Type', value: sdpType }
    ],
    body
  }
}
