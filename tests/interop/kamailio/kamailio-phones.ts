import type { SipTransportName } from '@contract/settings/customer'
import { Phone } from '../../support/phone/phone'
import { AccountPhone } from '../account-phone'
import type { KamailioLab } from './kamailio-lab'

export const transports = [
  'udp',
  'tcp',
  'tls',
  'wss'
] as const satisfies readonly SipTransportName[]
export type Transport = (typeof transports)[number]
export const toneHz = { adam: 1000, bob: 700 } as const

/** An account on the lab, by the transport's own port. */
export function adamOn(lab: KamailioLab, user: string, transport: Transport): AccountPhone {
  const port = { udp: lab.port, tcp: lab.port, tls: lab.tlsPort, wss: lab.wssPort }[transport]
  return new AccountPhone({
    account: {
      user,
      domain: 'kamailio.lab',
      outboundProxy: { host: lab.host, port },
      transport,
      caFile: lab.caFile,
      webSocketPath: '/'
    },
    toneHz: toneHz.adam
  })
}

/** A simulated phone on the lab, which is registered. */
export async function bobOn(lab: KamailioLab, user: string): Promise<Phone> {
  const server = { host: lab.host, port: lab.port, transport: 'udp' as const }
  const account = { user, password: `pw-${user}`, domain: 'kamailio.lab', server }
  const phone = await Phone.open({ account, toneHz: toneHz.bob })
  await phone.register()
  return phone
}
