/** Who has an account, who answers calls, and whom a manager may supervise. */

export interface DemoAccount {
  readonly user: string
  readonly password: string
  readonly customer: string
  /** hunt groups in which the account has "Supervision allowed" */
  readonly supervises: readonly string[]
}

export interface DemoAgent {
  readonly extension: string
  readonly name: string
  readonly customer: string
  readonly huntGroup: string
}

export const acme = 'Acme Demo'

/** It guards nothing: the demo PBX listens on loopback only and its calls are recordings. */
export const demoPassword = 'demo-adam'

export const demoAccounts: readonly DemoAccount[] = [
  { user: 'adam', password: demoPassword, customer: acme, supervises: ['Support'] }
]

/** Subscribing to this user tells of all agents of the account's customer (RFC 4662). */
export const agentsList = 'agents'

const acmeAgents = (huntGroup: string, members: Readonly<Record<string, string>>) =>
  Object.entries(members).map(([extension, name]): DemoAgent => ({
    extension,
    name,
    customer: acme,
    huntGroup
  }))

export const demoAgents: readonly DemoAgent[] = [
  ...acmeAgents('Support', {
    '744': 'John Miller',
    '745': 'Maria Lopez',
    '746': 'Ahmed Khan',
    '747': 'Sophie Martin'
  }),
  ...acmeAgents('Sales', { '888': 'Peter Novak', '889': 'Lena Fischer' }),
  // Another customer on the same PBX: Acme's manager must get nothing of it.
  { extension: '2744', name: 'Olga Reed', customer: 'Birch Demo', huntGroup: 'Front desk' }
]

/** What one customer's account may know of an extension. */
export function findAgent(
  agents: readonly DemoAgent[],
  account: DemoAccount,
  extension: string
): DemoAgent | 'unknown' | 'of-another-customer' {
  const agent = agents.find((candidate) => candidate.extension === extension)
  if (!agent) return 'unknown'
  return agent.customer === account.customer ? agent : 'of-another-customer'
}
