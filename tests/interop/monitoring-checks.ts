import { within } from '../support/phone/clock'
import { Phone } from '../support/phone/phone'
import { MonitorUnderTest } from '../support/monitoring/monitor-under-test'
import { makeAccount } from '../support/sip-account-under-test'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import type { CheckList } from './check-list'

const withinMs = 5_000
const agents = ['744', '745', '888']
/** of another customer: Asterisk has no hint for it in our context */
const stranger = '3744'
const listOfAgents = 'blf-support'

/** Lamps on a real PBX: by its resource list (RFC 4662), and extension by extension. */
export async function checkMonitoring(lab: AsteriskLab, checks: CheckList): Promise<void> {
  for (const transport of ['udp', 'tcp'] as const) {
    await checkLamps(lab, checks, `list over ${transport}`, transport, listOfAgents)
    await checkLamps(lab, checks, `single subscriptions over ${transport}`, transport, undefined)
  }
  await checkLamps(lab, checks, 'a list that Asterisk does not have', 'udp', 'no-such-list')
}

async function checkLamps(
  lab: AsteriskLab,
  checks: CheckList,
  name: string,
  transport: 'udp' | 'tcp',
  list: string | undefined
): Promise<void> {
  const { host, port } = lab
  const account = makeAccount(
    {
      user: 'adam',
      domain: host,
      outboundProxy: { host, port },
      transport,
      dtmfMethod: 'auto',
      registrationSeconds: 300
    },
    { password: 'pw-adam' }
  )
  const phones: Phone[] = []
  const phone = async (user: string) => {
    const server = { host, port, transport: 'udp' } as const
    const opened = await Phone.open({
      account: { user, password: `pw-${user}`, domain: host, server }
    })
    phones.push(opened)
    await opened.register()
    return opened
  }
  const monitored = new MonitorUnderTest(account, [...agents, stranger], list)
  const lamp = async (what: string, extension: string, status: 'idle' | 'ringing' | 'on-call') => {
    await within(
      withinMs,
      `${name}: ${extension} ${status}`,
      monitored.untilStatus(extension, status)
    )
    checks.check(`monitoring, ${name}: ${what}`, true)
  }
  try {
    account.start()
    const agent = await phone('744')
    const client = await phone('client1')
    await lamp('an agent without a call is idle', '744', 'idle')
    await within(
      withinMs,
      `${name}: everybody else`,
      monitored.until(() => monitored.all.every(({ stale }) => !stale))
    )
    // What makes the monitor give up a list is worth a warning.
    const usesList = list !== undefined && monitored.warnings.length === 0
    checks.check(
      `monitoring, ${name}: the list is ${list === listOfAgents ? '' : 'not '}used`,
      usesList === (list === listOfAgents)
    )
    const unknown = monitored.row(stranger).status
    checks.check(`monitoring, ${name}: a stranger is not shown`, unknown === 'unknown', unknown)
    const dialled = client.dial('744')
    await lamp('an agent who is called rings', '744', 'ringing')
    const answered = await agent.answerNext()
    await lamp('an agent who answered is on a call', '744', 'on-call')
    checks.check(`monitoring, ${name}: nobody else is`, monitored.row('745').status === 'idle')
    await dialled
    await answered.hangUp()
    await lamp('and idle again', '744', 'idle')
  } finally {
    await Promise.all(phones.map((each) => each.close()))
    await account.stop()
  }
}
