import type { FailureReason } from '@contract/errors/reasons'
import texts from '../../resources/locales/en.json'
import { Adam } from '../scenario/adam'
import { pbxStage } from '../scenario/stage'
import { epochMs } from '../support/phone/clock'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import { labCustomers, type LabCustomer } from './asterisk/lab-customers'
import type { CheckList } from './check-list'
import { labScenario } from './lab-scenario'

type RefusalReason = Extract<FailureReason, `supervision.refused.${string}`>

interface Refusal {
  readonly name: string
  readonly customer: LabCustomer
  /** whose call the manager wants to join */
  readonly extension: string
  readonly callFirst: boolean
  readonly statusCode: number
  readonly reason: RefusalReason
}

const [customerA] = labCustomers

const refusals: readonly Refusal[] = [
  {
    name: 'a manager without "Supervision allowed"',
    customer: { ...customerA, manager: customerA.managerNotAllowed },
    extension: customerA.agent,
    callFirst: true,
    statusCode: 403,
    reason: 'supervision.refused.forbidden'
  },
  {
    name: 'an agent who is in no call',
    customer: customerA,
    extension: customerA.agent,
    callFirst: false,
    statusCode: 480,
    reason: 'supervision.refused.no-call'
  },
  {
    name: 'an extension that the PBX does not have',
    customer: customerA,
    extension: '7999',
    callFirst: false,
    statusCode: 404,
    reason: 'supervision.refused.not-found'
  }
]

/** What the PBX answers to a join that it does not allow, and whether the window says why. */
export async function checkRefusals(lab: AsteriskLab, checks: CheckList): Promise<void> {
  for (const refusal of refusals) {
    await checks.part(`refused: ${refusal.name}`, () => checkRefusal(lab, refusal, checks))
  }
}

async function checkRefusal(
  lab: AsteriskLab,
  { name, customer, extension, callFirst, statusCode, reason }: Refusal,
  checks: CheckList
): Promise<void> {
  const file = labScenario(lab, customer, { transport: 'udp', dtmfMethod: 'rfc4733' })
  const [group] = file.customer.huntGroups
  group?.members.push({ extension: '7999', name: 'Nobody', supervisionAllowed: true })
  const stage = await pbxStage(file)
  try {
    if (callFirst) await stage.parties.connect()
    const app = await stage.launch()
    try {
      await app.until('registered', 10_000, ({ registration }) =>
        registration.kind === 'registered' ? true : undefined
      )
      const from = epochMs()
      const manager = new Adam(app, extension)
      await manager.command('spy')
      const { response } = await stage.tap.log.exchange('INVITE', from, 10_000)
      const view = await manager.until(({ phase }) => phase === 'idle')
      const shown = view.phase === 'idle' ? view.last?.failure?.reason : undefined
      checks.check(`refused: ${name}`, response.statusCode === statusCode, `${response.statusCode}`)
      checks.check(`refused: ${name}: reason`, shown === reason, shown)
      const text = textOf(reason, response.statusCode, response.reasonPhrase)
      await app.page.getByText(text).waitFor({ timeout: 5_000 })
      checks.check(`refused: ${name}: the window says so`, true, text)
    } finally {
      await app.close()
    }
  } finally {
    await stage.close()
  }
}

/** The sentence that stands in the window. */
function textOf(reason: RefusalReason, statusCode: number, reasonPhrase: string): string {
  const key = reason.replace(
    'supervision.refused.',
    ''
  ) as keyof typeof texts.failures.supervision.refused
  return texts.failures.supervision.refused[key].text
    .replace('{{statusCode}}', String(statusCode))
    .replace('{{reasonPhrase}}', reasonPhrase)
}
