import { isWebSocket, type Account, type SipTransportName } from '@contract/settings/customer'
import { defaultHotkeys } from '@contract/settings/hotkeys'
import type { SupervisionCodes } from '@contract/settings/dialing-rule'
import { locateServer } from '../support/phone/locate-server'
import { openWireTap, type TappedPbx, type WireTap } from '../support/wire-tap/wire-tap'
import { CoachlineApp, type AppDevices } from './coachline-app'
import { DemoParties } from './demo-parties'
import type { Parties } from './parties'
import { PhoneParties, trusted } from './phone-parties'
import { agentExtension, codesFor, scenarioFileSchema, type ScenarioFile } from './scenario-file'

/** Everything that plays in one run: the real app, the PBX's two parties, and the wire between. */
export interface Stage {
  readonly pbx: string
  readonly manager: string
  readonly extension: string
  readonly transport: SipTransportName
  readonly codes: SupervisionCodes
  /** what the PBX may answer while the agent is in no call; not tried where it is undefined */
  readonly idleAgent: readonly number[] | undefined
  readonly parties: Parties
  readonly tap: WireTap
  /** @param devices - other microphones and loudspeakers than the tone of the test */
  launch(devices?: AppDevices): Promise<CoachlineApp>
  close(): Promise<void>
}

const demoExtension = '744'

/** The demo PBX in a process of its own. */
export async function demoStage(): Promise<Stage> {
  const parties = await DemoParties.start(demoExtension)
  const file = scenarioFileSchema.parse({
    ...parties.pbx.provisionFile(),
    scenario: {
      agent: { user: demoExtension },
      client: { user: 'client' },
      expect: { idleAgent: 480 }
    }
  })
  return stage('demo PBX', file, parties)
}

/** A PBX that a file describes; agent and client are simulated phones. */
export async function pbxStage(file: ScenarioFile): Promise<Stage> {
  return stage(file.customer.name, file, await PhoneParties.open(file))
}

async function stage(pbx: string, file: ScenarioFile, parties: Parties): Promise<Stage> {
  try {
    const { account } = file.customer
    const { transport } = account
    const tap = await openWireTap({ ...(await serverOf(account)), ...trusted(account) })
    const extension = agentExtension(file)
    const codes = codesFor(file.customer, extension)
    if (!codes) throw new Error(`no dialing rule for ${extension}`)
    return {
      pbx,
      manager: `${account.user}@${account.domain}`,
      extension,
      transport,
      codes,
      idleAgent: file.scenario.expect.idleAgent,
      parties,
      tap,
      launch: (devices) => CoachlineApp.launch(provisionThrough(tap, file), devices),
      async close() {
        await parties.close()
        tap.close()
      }
    }
  } catch (error) {
    await parties.close()
    throw error
  }
}

/** RFC 7118 has no SRV; the ports are those of the web. */
const webPorts = { ws: 80, wss: 443 } as const

async function serverOf(account: Account): Promise<TappedPbx> {
  const { transport, domain, outboundProxy } = account
  const { host, port } = outboundProxy ?? { host: domain }
  return isWebSocket(transport)
    ? { host, port: port ?? webPorts[transport], transport }
    : locateServer(host, port, transport)
}

/** The customer as the app is given it: the tap is its outbound proxy, and it monitors the agent. */
function provisionThrough(tap: WireTap, file: ScenarioFile) {
  const { customer } = file
  const extension = agentExtension(file)
  const { address: host, port } = tap.address
  const isMonitored = customer.huntGroups.some(({ members }) =>
    members.some((member) => member.extension === extension)
  )
  const member = { extension, name: 'Agent', supervisionAllowed: true }
  return {
    coachline: 1 as const,
    customer: {
      ...customer,
      id: 'scenario',
      hotkeys: defaultHotkeys,
      huntGroups: isMonitored
        ? customer.huntGroups
        : [...customer.huntGroups, { name: 'Scenario', members: [member] }],
      account: {
        ...customer.account,
        outboundProxy: { host, port },
        ...(tap.caFile === undefined ? {} : { caFile: tap.caFile })
      }
    }
  }
}
