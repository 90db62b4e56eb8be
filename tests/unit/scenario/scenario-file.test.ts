import { describe, expect, it } from 'vitest'
import {
  agentExtension,
  BadScenarioFile,
  codesFor,
  parseScenarioFile
} from '../../scenario/scenario-file'

const account = { user: 'adam', password: 'secret', domain: 'pbx.example.com' }
const scenario = {
  agent: { user: '744', password: 'secret' },
  client: { user: 'client1', password: 'secret' }
}
const smallest = { coachline: 1, customer: { id: 'acme', name: 'Acme', account }, scenario }

function parse(changes: object = {}) {
  return parseScenarioFile(JSON.stringify({ ...smallest, ...changes }), 'acme.json')
}

function customer(changes: object) {
  return { customer: { ...smallest.customer, ...changes } }
}

describe('scenario file', () => {
  it('needs no more than the account and the two who are simulated', () => {
    const file = parse()
    expect(agentExtension(file)).toBe('744')
    expect(file.customer.account.transport).toBe('udp')
    expect(codesFor(file.customer, '744')?.prefixes.spy).toBe('*90')
    expect(file.scenario.expect.idleAgent).toBeUndefined()
  })

  it('takes an agent whose login differs from the extension', () => {
    const agent = { user: 'sip-1744', authUser: 'line-7', password: 'secret', extension: '1744' }
    expect(agentExtension(parse({ scenario: { ...scenario, agent } }))).toBe('1744')
  })

  it.each([
    [480, [480]],
    [
      [480, 486],
      [480, 486]
    ]
  ])('expects of an idle agent %j', (given, kept) => {
    const file = parse({ scenario: { ...scenario, expect: { idleAgent: given } } })
    expect(file.scenario.expect.idleAgent).toEqual(kept)
  })

  it('takes the codes of the rule that the hunt group of the agent names', () => {
    const codes = { spy: '*1501', whisper: '*1502', 'barge-in': '*1503' }
    const file = parse(
      customer({
        dialingRules: [
          { kind: 'default', name: 'Default' },
          { kind: 'custom', name: 'Long', prefixes: codes, dtmfCodes: codes }
        ],
        huntGroups: [{ name: 'Support', dialingRule: 'Long', members: [{ extension: '744' }] }]
      })
    )
    expect(codesFor(file.customer, '744')?.dtmfCodes.whisper).toBe('*1502')
    expect(codesFor(file.customer, '745')?.dtmfCodes.whisper).toBe('1')
  })

  it('may be a file of an editor that puts a byte order mark first', () => {
    expect(parseScenarioFile(`\uFEFF${JSON.stringify(smallest)}`, 'acme.json').coachline).toBe(1)
  })

  it.each([
    ['{', 'it is not JSON'],
    ['[]', 'the file:'],
    [JSON.stringify({ ...smallest, scenario: undefined }), 'scenario:'],
    [
      JSON.stringify({ ...smallest, ...customer({ account: { user: 'adam' } }) }),
      'customer.account.domain:'
    ],
    [
      JSON.stringify({ ...smallest, scenario: { ...scenario, client: {} } }),
      'scenario.client.user:'
    ],
    [
      JSON.stringify({ ...smallest, scenario: { ...scenario, server: { host: 'a b' } } }),
      'scenario.server.host:'
    ],
    [
      JSON.stringify({ ...smallest, scenario: { ...scenario, client: scenario.agent } }),
      'cannot call itself'
    ]
  ])('says what is wrong with %s', (text, problem) => {
    expect(() => parseScenarioFile(text, 'acme.json')).toThrow(BadScenarioFile)
    expect(() => parseScenarioFile(text, 'acme.json')).toThrow(problem)
  })

  it('refuses a dialing rule whose modes cannot be told apart', () => {
    const prefixes = { spy: '*90', whisper: '*90', 'barge-in': '*92' }
    const dtmfCodes = { spy: '0', whisper: '1', 'barge-in': '2' }
    const rule = { kind: 'custom', name: 'Clash', prefixes, dtmfCodes }
    expect(() => parse(customer({ dialingRules: [rule] }))).toThrow('same-as')
  })
})
