import { beforeEach, describe, expect, it } from 'vitest'
import { failure } from '@contract/errors/reasons'
import { pastSupervisionSchema, type PastSupervision } from '@contract/ipc/past-supervision'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { withPast } from '@contract/ipc/with-past'
import type { CallQuality } from '@contract/telephony/call-quality'
import { SupervisionHistory } from '../../../src-main/history/supervision-history'

type Supervising = Extract<SupervisionView, { phase: 'supervising' }>
type Last = NonNullable<Extract<SupervisionView, { phase: 'idle' }>['last']>

const target = { extension: '744', name: 'John' }
const joining: SupervisionView = { phase: 'joining', target, mode: 'spy' }
const good: CallQuality = {
  codec: 'PCMA',
  encryption: 'none',
  received: { lossPercent: 0, jitterMs: 4, mos: 4.4 },
  sent: null,
  roundTripMs: 20,
  rating: 'good'
}
const poor: CallQuality = {
  ...good,
  received: { lossPercent: 9, jitterMs: 41, mos: 2.8 },
  sent: { lossPercent: 1, jitterMs: 2, mos: 4.2 },
  roundTripMs: null,
  rating: 'poor'
}

let history: SupervisionHistory
let saved: readonly PastSupervision[]
let published: readonly PastSupervision[]
let now: number
let ids: number

const open = (kept: readonly PastSupervision[] = []) =>
  new SupervisionHistory({
    kept,
    save: (supervisions) => (saved = supervisions),
    publish: (supervisions) => (published = supervisions),
    publishOver: (over) => (published = withPast(over, published)),
    now: () => now,
    newId: () => `supervision ${(ids += 1)}`
  })
const supervising = (part: Partial<Supervising> = {}): Supervising => ({
  phase: 'supervising',
  target,
  answeredAt: 2_000,
  mode: 'spy',
  modeSince: 2_000,
  knowledge: 'joined',
  change: null,
  microphone: 'closed',
  muted: false,
  whoHears: { agent: 'does-not-hear', client: 'does-not-hear' },
  canSwitch: true,
  silence: null,
  quality: null,
  failure: null,
  ...part
})
const idle = (part: Partial<Last> = {}): SupervisionView => ({
  phase: 'idle',
  last: { target, mode: 'spy', by: 'manager', failure: null, quality: null, ...part }
})
const see = (view: SupervisionView, at: number) => {
  now = at
  history.see(view, 'Northwind')
}

beforeEach(() => {
  ids = 0
  saved = []
  history = open()
})

describe('the history of supervisions', () => {
  it('keeps who, when, how long, in which modes and how sure each was', () => {
    see({ phase: 'idle', last: null }, 0)
    see(joining, 1_000)
    see(supervising(), 2_000)
    see(supervising({ mode: 'whisper', modeSince: 5_000, knowledge: 'sent' }), 5_000)
    see(supervising({ mode: 'barge-in', modeSince: 9_000, knowledge: 'sent' }), 9_000)
    see(supervising({ mode: 'barge-in', modeSince: 9_500, knowledge: 'accepted' }), 9_500)
    expect(saved).toEqual([])
    see(idle(), 62_400)
    expect(saved).toEqual([
      {
        id: 'supervision 1',
        customerName: 'Northwind',
        target,
        asked: 'spy',
        startedAt: 1_000,
        durationSeconds: 60,
        modes: [
          { mode: 'spy', since: 2_000, knowledge: 'joined' },
          { mode: 'whisper', since: 5_000, knowledge: 'sent' },
          { mode: 'barge-in', since: 9_000, knowledge: 'accepted' }
        ],
        by: 'manager',
        failure: null,
        statistics: null
      }
    ])
    expect(published).toEqual(saved)
    expect(pastSupervisionSchema.array().parse(saved)).toEqual(saved)
  })

  it('keeps a join that was refused, with the reason', () => {
    const refused = failure('supervision.refused.forbidden', { statusCode: 403 })
    see(joining, 1_000)
    see(idle({ by: 'failed', failure: refused }), 1_200)
    expect(saved).toMatchObject([
      { asked: 'spy', durationSeconds: null, modes: [], by: 'failed', failure: refused }
    ])
  })

  it('sums up what was measured, each measurement once', () => {
    see(supervising({ quality: good }), 2_000)
    see(supervising({ quality: good, muted: true }), 2_500)
    see(supervising({ quality: poor }), 3_000)
    see(supervising({ quality: { ...good } }), 4_000)
    see(idle(), 5_000)
    expect(saved[0]?.statistics).toEqual({
      codec: 'PCMA',
      encryption: 'none',
      received: { lossPercent: 3, jitterMs: 16, mos: 3.9, lowestMos: 2.8 },
      sent: { lossPercent: 1, jitterMs: 2, mos: 4.2, lowestMos: 4.2 },
      roundTripMs: 20,
      rating: 'good'
    })
  })

  it('has the latest first, two hundred at most, and is there after a restart', () => {
    for (let at = 1; at <= 201; at++) {
      see(supervising(), at)
      see(idle(), at)
    }
    expect(saved).toHaveLength(200)
    expect(saved[0]?.id).toBe('supervision 201')
    expect(published).toEqual(saved)
    history = open(saved)
    expect(published).toEqual(saved)
    history.clear()
    expect([saved, published]).toEqual([[], []])
  })

  it('has nothing of what was idle all the time', () => {
    see(idle(), 1_000)
    see(idle(), 2_000)
    expect(saved).toEqual([])
  })
})
