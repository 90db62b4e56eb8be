import { dialledCode } from '@contract/settings/dialled-code'
import type { PhoneView, RecentCall } from '@contract/ipc/phone-view'
import type { MediaHost } from '../media/media-host'
import { Phone } from '../phone/phone'
import type { PhoneLine } from '../phone/ports'
import type { Supervisor } from '../supervision/supervisor'
import type { CustomerSession } from './customer-session'
import type { Customers } from './customers'
import { scoped, type Log } from './log'
import { IncomingSipLeg, SipPhoneLeg } from './phone-leg'
import type { ListFile } from './list-file'

export interface PhoneWiring {
  readonly customers: Customers
  readonly supervisor: Supervisor
  readonly media: MediaHost
  mediaIsUp(): boolean
  readonly recentCalls: ListFile<RecentCall>
  changed(view: PhoneView): void
  readonly log: Log
}

/** Joins SIP, media and the customers into the manager's phone. */
export function wirePhone(parts: PhoneWiring): Phone {
  const { customers, supervisor, recentCalls } = parts
  const { connections } = customers
  const phone = new Phone(
    {
      activeLine: () => lineOf(connections.shown, parts),
      lineOf: (customerId) => lineOf(connections.sessionOf(customerId), parts),
      supervisedName: () => {
        const { view } = supervisor
        return view.phase === 'idle' ? null : view.target.name || view.target.extension
      },
      endSupervision: () => {
        supervisor.hangUp()
      },
      keepRecent: (calls) => {
        recentCalls.save(calls)
      },
      now: Date.now,
      log: scoped(parts.log, 'phone')
    },
    recentCalls.items
  )
  let wasInCall = false
  phone.onChange((view) => {
    parts.changed(view)
    const inCall = phone.inCall()
    if (wasInCall && !inCall) connections.callEnded()
    wasInCall = inCall
  })
  connections.onAccount(({ customerId, account }) =>
    account.onIncomingCall((call) => {
      const session = connections.sessionOf(customerId)
      if (!session) return
      const openMedia = () => openCallMedia(session, parts)
      const { dtmfMethod } = session.customer.account
      phone.incoming(
        customerId,
        new IncomingSipLeg(call, dtmfMethod, openMedia, () => parts.mediaIsUp())
      )
    })
  )
  return phone
}

function lineOf(session: CustomerSession | null, parts: PhoneWiring): PhoneLine | null {
  if (!session) return null
  const { customer, account } = session
  return {
    customerId: customer.id,
    customerName: customer.name,
    isRegistered: session.registration.kind === 'registered',
    whenSupervising: customer.whenSupervising ?? 'busy',
    nameOf: (number) =>
      customer.huntGroups
        .flatMap(({ members }) => members)
        .find(({ extension, name }) => extension === number && name !== '')?.name ?? null,
    supervisionCode: (text) => dialledCode(text, customer),
    dial: (number) => {
      const media = openCallMedia(session, parts)
      if (!media) return null
      return new SipPhoneLeg(account.invite(number, media), customer.account.dtmfMethod, media)
    }
  }
}

function openCallMedia({ account, callAccount }: CustomerSession, parts: PhoneWiring) {
  return parts.mediaIsUp() ? parts.media.openCallMedia(account.localAddress(), callAccount) : null
}
