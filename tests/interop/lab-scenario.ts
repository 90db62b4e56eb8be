import type { DtmfMethod } from '@contract/telephony/dtmf'
import { scenarioFileSchema, type ScenarioFile } from '../scenario/scenario-file'
import type { SipTransport } from '../support/phone/sip-link'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import type { LabCustomer } from './asterisk/lab-customers'

export interface Variant {
  readonly transport: SipTransport
  readonly dtmfMethod: DtmfMethod
}

/** A customer of the lab as a scenario file: what an administrator would write for a PBX of their own. */
export function labScenario(
  lab: AsteriskLab,
  customer: LabCustomer,
  { transport, dtmfMethod }: Variant
): ScenarioFile {
  const isTls = transport === 'tls'
  const port = isTls ? lab.tlsPort : lab.port
  const password = (user: string) => ({ user, password: `pw-${user}` })
  return scenarioFileSchema.parse({
    coachline: 1,
    customer: {
      id: `lab-${customer.name.toLowerCase()}`,
      name: `Asterisk, customer ${customer.name}`,
      account: {
        ...password(customer.manager),
        domain: lab.host,
        outboundProxy: { host: lab.host, port },
        transport,
        ...(isTls ? { caFile: lab.caFile } : {}),
        dtmfMethod
      },
      dialingRules: [{ kind: 'custom', name: customer.name, ...customer.codes }],
      huntGroups: [{ name: 'Support', members: [{ extension: customer.agent, name: 'John' }] }]
    },
    scenario: {
      agent: { ...password(customer.agent), authUser: customer.agentAuthUser },
      client: password(customer.client),
      server: { host: lab.host, port, transport: isTls ? 'tls' : 'udp' },
      expect: { idleAgent: 480 }
    }
  })
}
