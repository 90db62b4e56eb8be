import { Phone } from '../../support/phone/phone'
import type { AccountPhoneOptions } from '../account-phone'
import type { AsteriskLab } from '../asterisk/asterisk-lab'
import type { FarPhone } from './far-phone'

export type Transport = 'udp' | 'tcp' | 'tls' | 'wss'
export const managerToneHz = 1000
export const colleagueToneHz = 700

/** A colleague at the PBX's end of the cable, whose network never fails. */
export async function colleague(lab: AsteriskLab, user: string): Promise<Phone> {
  const server = { host: lab.host, port: lab.port, transport: 'udp' } as const
  const phone = await Phone.open({
    account: { user, password: `pw-${user}`, domain: lab.host, server },
    toneHz: colleagueToneHz
  })
  await phone.register()
  return phone
}

export function farAccount(
  lab: AsteriskLab,
  user: string,
  transport: Transport,
  { address }: FarPhone
): AccountPhoneOptions {
  const { host } = lab
  const port = { udp: lab.port, tcp: lab.port, tls: lab.tlsPort, wss: lab.wssPort }[transport]
  return {
    account: {
      user,
      domain: host,
      outboundProxy: { host, port },
      transport,
      caFile: lab.caFile,
      registrationSeconds: 30
    },
    address,
    toneHz: managerToneHz
  }
}
