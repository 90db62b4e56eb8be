import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { accountSchema, provisionFileSchema, type Customer } from '@contract/settings/customer'
import { customerProblem } from '@contract/settings/customer-problem'
import { codesOf, type SupervisionCodes } from '@contract/settings/dialing-rule'

const host = accountSchema.shape.domain
const simulatedAccount = z.object({
  user: accountSchema.shape.user,
  password: z.string().max(256).default(''),
  authUser: accountSchema.shape.authUser
})

/** Our own phones speak no WebSocket. */
const simulatedTransport = z.enum(['udp', 'tcp', 'tls'])

/** What the PBX answers to a join while the agent is in no call; several where it may be one of them. */
const statusCodes = z
  .union([z.number().int().min(300).max(699), z.array(z.number().int().min(300).max(699)).min(1)])
  .transform((codes) => [codes].flat())

/** What the scenario needs beside the customer: whom it plays itself. Documented in docs/SCENARIO.md. */
export const scenarioSchema = z.object({
  agent: simulatedAccount.extend({ extension: z.string().min(1).optional() }),
  client: simulatedAccount,
  server: z
    .object({
      host,
      port: z.number().int().min(1).max(65_535).optional(),
      transport: simulatedTransport.optional()
    })
    .optional(),
  domain: host.optional(),
  dial: z.string().min(1).optional(),
  expect: z.object({ idleAgent: statusCodes.optional() }).default({})
})

/** A provision file (docs/PROVISIONING.md) with a `scenario` beside the customer. */
export const scenarioFileSchema = provisionFileSchema.extend({ scenario: scenarioSchema })
export type ScenarioFile = z.infer<typeof scenarioFileSchema>

/** A file that cannot be played; the message says where it is wrong. */
export class BadScenarioFile extends Error {
  constructor(file: string, problems: readonly string[]) {
    super([`${file} cannot be played:`, ...problems.map((problem) => `  ${problem}`)].join('\n'))
    this.name = 'BadScenarioFile'
  }
}

/** @throws BadScenarioFile */
export function readScenarioFile(file: string): ScenarioFile {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new BadScenarioFile(file, [`it cannot be read (${(error as Error).message})`])
  }
  return parseScenarioFile(text, file)
}

/** @throws BadScenarioFile with every mistake, each by its place in the file */
export function parseScenarioFile(text: string, file: string): ScenarioFile {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new BadScenarioFile(file, [`it is not JSON (${(error as Error).message})`])
  }
  const parsed = scenarioFileSchema.safeParse(json)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`
    )
    throw new BadScenarioFile(file, problems)
  }
  const { customer, scenario } = parsed.data
  const clash = customerProblem(customer)
  if (clash) {
    const { field, problem, value } = clash
    throw new BadScenarioFile(file, [`customer: ${field}: ${problem} (${value})`])
  }
  if (scenario.agent.user === scenario.client.user) {
    throw new BadScenarioFile(file, ['scenario.client.user: the agent cannot call itself'])
  }
  return parsed.data
}

/** What the manager dials after the prefix. */
export function agentExtension({ scenario }: Pick<ScenarioFile, 'scenario'>): string {
  return scenario.agent.extension ?? scenario.agent.user
}

/** The codes of the hunt group that the extension is in; the customer's first rule where it is in none. */
export function codesFor(
  customer: Pick<Customer, 'dialingRules' | 'huntGroups'>,
  extension: string
): SupervisionCodes | undefined {
  const group = customer.huntGroups.find(({ members }) =>
    members.some((member) => member.extension === extension)
  )
  const rule =
    group?.dialingRule === undefined
      ? customer.dialingRules[0]
      : customer.dialingRules.find(({ name }) => name === group.dialingRule)
  return rule && codesOf(rule)
}
