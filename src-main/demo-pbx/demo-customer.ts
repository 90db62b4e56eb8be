import type { Customer } from '@contract/settings/customer'
import { defaultHotkeys } from '@contract/settings/hotkeys'
import { acme, demoAccounts, demoAgents } from './demo-directory'

export { demoPassword } from './demo-directory'

export const demoCustomerId = 'demo'

/**
 * The profile with which the app signs in to the demo PBX as the manager Adam; the password is `demoPassword`.
 *
 * @param sipPort - where the demo PBX listens, as its `listening` event says
 */
export function demoCustomer(sipPort: number): Customer {
  const agents = demoAgents.filter(({ customer }) => customer === acme)
  const huntGroups = [...new Set(agents.map(({ huntGroup }) => huntGroup))]
  const adam = demoAccounts.find(({ user }) => user === 'adam')
  return {
    id: demoCustomerId,
    name: acme,
    account: {
      user: 'adam',
      displayName: 'Adam',
      domain: '127.0.0.1',
      outboundProxy: { host: '127.0.0.1', port: sipPort },
      transport: 'udp',
      dtmfMethod: 'auto',
      registrationSeconds: 300
    },
    connected: true,
    callSupervision: true,
    dialingRules: [{ kind: 'default', name: 'Default' }],
    huntGroups: huntGroups.map((name) => ({
      name,
      members: agents
        .filter(({ huntGroup }) => huntGroup === name)
        .map((agent) => ({
          extension: agent.extension,
          name: agent.name,
          supervisionAllowed: adam?.supervises.includes(name) ?? false
        }))
    })),
    hotkeys: defaultHotkeys
  }
}
