import { findAgent, type DemoAccount, type DemoAgent } from '../demo-directory'
import { clients } from '../floor/clients'

/** Somebody who answers an ordinary call. */
export interface PhoneParty {
  readonly kind: 'agent' | 'client' | 'echo'
  readonly number: string
  readonly name: string
}

/** Whatever is said there comes back. The number is the one that Asterisk's and FreePBX's examples use. */
export const echoNumber = '*43'

/** Who is reached by a number: colleagues of the same customer, the clients of the demo, and the echo. */
export function partyAt(
  agents: readonly DemoAgent[],
  account: DemoAccount,
  number: string
): PhoneParty | undefined {
  const agent = findAgent(agents, account, number)
  if (agent !== 'unknown' && agent !== 'of-another-customer')
    return { kind: 'agent', number, name: agent.name }
  if (number === echoNumber) return { kind: 'echo', number, name: 'Echo' }
  const client = clients.find((each) => each.number === number)
  return client && { kind: 'client', ...client }
}
