import type { SipTransportName } from '@contract/settings/customer'
import type { MediaSecurity } from '@contract/settings/media-security'
import type { DtmfMethod } from '@contract/telephony/dtmf'
import { scenarioFileSchema, type ScenarioFile } from '../scenario/scenario-file'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import type { LabCustomer } from './asterisk/lab-customers'
import type { TurnServer } from './turn/turn-server'

export interface Variant {
  readonly transport: Exclude<SipTransportName, 'ws'>
  readonly dtmfMethod: DtmfMethod
  readonly mediaSecurity?: MediaSecurity
  readonly turn?: Pick<TurnServer, 'host' | 'port' | 'user' | 'password'>
}

/** A customer of the lab as a scenario file: what an administrator would write for a PBX of their own. */
export function labScenario(
  lab: AsteriskLab,
  customer: LabCustomer,
  { transport, dtmfMethod, mediaSecurity, turn }: Variant
): ScenarioFile {
  const port = { udp: lab.port, tcp: lab.port, tls: lab.tlsPort, wss: lab.wssPort }[transport]
  // Agent and client speak TLS where the manager does: then all of it is shown to work.
  const simulated =
    transport === 'tls'
      ? { host: lab.host, port, transport }
      : { host: lab.host, port: lab.port, transport: 'udp' }
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
        caFile: lab.caFile,
        ...(mediaSecurity ? { mediaSecurity } : {}),
        ...(turn && {
          turnServer: { host: turn.host, port: turn.port },
          turnUser: turn.user,
          turnPassword: turn.password
        }),
        dtmfMethod
      },
      dialingRules: [{ kind: 'custom', name: customer.name, ...customer.codes }],
      huntGroups: [{ name: 'Support', members: [{ extension: customer.agent, name: 'John' }] }]
    },
    scenario: {
      agent: { ...password(customer.agent), authUser: customer.agentAuthUser },
      client: password(customer.client),
      server: simulated,
      expect: { idleAgent: 480 }
    }
  })
}
