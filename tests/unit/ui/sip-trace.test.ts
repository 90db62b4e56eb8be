import type { MessageSummary, TracedMessage } from '@contract/ipc/trace-view'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { laneOf, lanesOf } from '../../../src-renderer/ui/features/diagnostics/ladder-lanes'
import { movedRow, rowAction } from '../../../src-renderer/ui/features/diagnostics/row-keys'
import {
  groupMessages,
  matchesFilter,
  type TraceGroup
} from '../../../src-renderer/ui/features/diagnostics/trace-groups'
import { takeView, type TraceLog } from '../../../src-renderer/ui/features/diagnostics/trace-log'
import {
  messageTitle,
  messageTone,
  offsetText
} from '../../../src-renderer/ui/features/diagnostics/trace-text'

let lastId = 0
function message(
  summary: Partial<MessageSummary> | null = {},
  part: Partial<TracedMessage> = {}
): TracedMessage {
  lastId += 1
  return {
    id: lastId,
    at: lastId,
    direction: 'sent',
    protocol: 'UDP',
    local: '192.0.2.1:1',
    remote: '192.0.2.9:5060',
    customer: 'Northwind',
    bytes: 1,
    repeated: false,
    summary: summary && {
      method: 'INVITE',
      statusCode: null,
      reasonPhrase: '',
      callId: 'a',
      cseq: 1,
      from: '701',
      to: '*90744',
      ...summary
    },
    ...part
  }
}

describe('the window’s copy of the trace', () => {
  it('holds what main holds, whatever came in between and whatever is told twice', () => {
    const steps = fc.array(fc.constantFrom('add', 'drop', 'clear', 'read', 'read all'))
    fc.assert(
      fc.property(steps, (commands) => {
        let held: TracedMessage[] = []
        let told = 0
        let log: TraceLog | null = null
        const read = (since: number) => {
          const firstId = held[0]?.id ?? lastId + 1
          const messages = held.filter(({ id }) => id > since)
          log = takeView(log, { revision: lastId, recording: true, firstId, dropped: 0, messages })
          told = lastId
        }
        for (const command of commands) {
          if (command === 'add') held.push(message())
          else if (command === 'drop') held.shift()
          else if (command === 'clear') held = []
          else read(command === 'read' ? told : 0)
        }
        read(told)
        expect((log as TraceLog | null)?.messages).toEqual(held)
      })
    )
  })
})

describe('the groups of a trace', () => {
  const groups = (...messages: TracedMessage[]): readonly TraceGroup[] => groupMessages(messages)

  it('are one for each Call-ID of a customer, the latest first', () => {
    const found = groups(
      message({ callId: 'a' }),
      message({ callId: 'b', method: 'REGISTER' }),
      message({ callId: 'a', statusCode: 100 }),
      message({ callId: 'a' }, { customer: 'Adatum' }),
      message(null)
    )
    expect(found.map(({ customer, callId, kind }) => [customer, callId, kind])).toEqual([
      ['Northwind', '', 'other'],
      ['Adatum', 'a', 'call'],
      ['Northwind', 'b', 'registration'],
      ['Northwind', 'a', 'call']
    ])
    expect(found.at(-1)?.messages).toHaveLength(2)
  })

  it.each([
    [[], null],
    [[{ statusCode: 183 }], null],
    [[{ statusCode: 401 }, { statusCode: 200 }], 200],
    [[{ statusCode: 200 }, { method: 'BYE' }, { method: 'BYE', statusCode: 481 }], 200],
    [[{ statusCode: 486 }], 486]
  ] as [Partial<MessageSummary>[], number | null][])('with %j end with %j', (after, statusCode) => {
    const [group] = groups(message(), ...after.map((summary) => message(summary)))
    expect(group?.outcome?.statusCode ?? null).toBe(statusCode)
  })

  it('are found by what is written in them', () => {
    const [group] = groups(message(), message({ statusCode: 403, reasonPhrase: 'Not Allowed' }))
    const matches = (query: string, kind: 'call' | 'other' | null = null) =>
      group && matchesFilter(group, { query, kind })
    for (const query of ['', '744', 'INVITE', 'northw', '403 not', ' 701 '])
      expect(matches(query), query).toBe(true)
    expect(matches('745')).toBe(false)
    expect(matches('', 'call')).toBe(true)
    expect(matches('', 'other')).toBe(false)
  })
})

describe('the ladder', () => {
  it('has a lane for each address of the PBX, and no more than two', () => {
    const messages = ['a', 'b', 'a', 'c'].map((remote) => message({}, { remote }))
    const lanes = lanesOf(messages)
    expect(lanes.remotes).toEqual(['a', 'b'])
    expect(messages.map((one) => laneOf(lanes, one))).toEqual([0, 1, 0, 1])
  })

  it('says what a message is', () => {
    expect(messageTitle(message())).toBe('INVITE')
    expect(messageTitle(message({ statusCode: 180, reasonPhrase: 'Ringing' }))).toBe('180 Ringing')
    expect(messageTitle(message(null))).toBe('')
    expect([null, 180, 200, 302, 401, 403, 407, 503].map(messageTone)).toEqual([
      'request',
      'provisional',
      'success',
      'failure',
      'provisional',
      'failure',
      'provisional',
      'failure'
    ])
    expect(offsetText(12_345)).toBe('+12.345')
  })
})

describe('the keys of the lists', () => {
  const plain = { ctrlKey: false, altKey: false, metaKey: false }
  it('leave the system’s keys alone', () => {
    expect(rowAction({ ...plain, key: 'Enter' })).toEqual({ kind: 'open' })
    expect(rowAction({ ...plain, key: 'Enter', ctrlKey: true })).toBeNull()
    expect(rowAction({ ...plain, key: 'x' })).toBeNull()
  })

  it('stay within the list', () => {
    expect(movedRow(3, Infinity, 5)).toBe(4)
    expect(movedRow(3, -Infinity, 5)).toBe(0)
    expect(movedRow(3, 1, 5)).toBe(4)
    expect(movedRow(4, 10, 5)).toBe(4)
  })
})
