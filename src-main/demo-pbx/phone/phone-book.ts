import { findAgent, type DemoAccount, type DemoAgent } from '../demo-directory'
import { clients } from '../floor/clients'

/** Somebody who answers an ordinary call. */
export interface PhoneParty {
  readonly kind: 'agent' | 'client'
  readonly number: string
  readonly name: string
}

/** Who is reached by a number: colleagues of the same customer, and the clients of the demo. */
export function partyAt(
  agents: readonly DemoAgent[],
  account: DemoAccount,
  number: string
): PhoneParty | undefined {
  const agent = findAgent(agents, account, number)
  if (agent !== 'unknown' && agent !== 'of-another-customer')
    return { kind: 'agent', number, name: agent.name }
  const client = clients.find((each) => each.number === number)
  return client && { kind: 'client', ...client }
}
