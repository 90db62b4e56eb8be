import { failure } from '@contract/errors/reasons'
import type { PastSupervision } from '@contract/ipc/past-supervision'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** Three days of a manager: everything that a supervision can leave behind. */
export function stageHistory(now: number): PastSupervision[] {
  const customerName = 'Northwind Contact Centre'
  const morning = new Date(now).setHours(10, 42, 7, 0)
  const john = { extension: '744', name: 'John Reyes' }
  const spyOnly = (startedAt: number): PastSupervision['modes'] => [
    { mode: 'spy', since: startedAt + 900, knowledge: 'joined' }
  ]
  return [
    {
      id: 'story',
      customerName,
      target: john,
      asked: 'spy',
      startedAt: morning,
      durationSeconds: 412,
      modes: [
        ...spyOnly(morning),
        { mode: 'whisper', since: morning + 3 * minuteMs, knowledge: 'sent' },
        { mode: 'barge-in', since: morning + 5 * minuteMs, knowledge: 'accepted' }
      ],
      by: 'manager',
      failure: null,
      statistics: {
        codec: 'opus',
        encryption: 'sdes',
        received: { lossPercent: 0.2, jitterMs: 4, mos: 4.3, lowestMos: 4.1 },
        sent: { lossPercent: 0, jitterMs: 3, mos: 4.4, lowestMos: 4.4 },
        roundTripMs: 24,
        rating: 'good'
      }
    },
    {
      id: 'refused',
      customerName,
      target: { extension: '752', name: 'Priya Raman' },
      asked: 'whisper',
      startedAt: morning - 20 * minuteMs,
      durationSeconds: null,
      modes: [],
      by: 'failed',
      failure: failure('supervision.refused.forbidden', {
        statusCode: 403,
        reasonPhrase: 'Forbidden'
      }),
      statistics: null
    },
    {
      id: 'lost',
      customerName,
      target: { extension: '761', name: 'Bartholomew Featherstonehaugh-Cholmondeley' },
      asked: 'spy',
      startedAt: morning - dayMs,
      durationSeconds: 4_210,
      modes: spyOnly(morning - dayMs),
      by: 'lost',
      failure: failure('supervision.connection-lost'),
      statistics: {
        codec: 'PCMA',
        encryption: 'none',
        received: { lossPercent: 6.4, jitterMs: 38, mos: 3.1, lowestMos: 1.9 },
        sent: null,
        roundTripMs: null,
        rating: 'poor'
      }
    },
    {
      id: 'short',
      customerName: 'Contoso Travel',
      target: { extension: '803', name: '' },
      asked: 'barge-in',
      startedAt: morning - 3 * dayMs,
      durationSeconds: 18,
      modes: (['barge-in', 'spy', 'whisper', 'spy', 'barge-in'] as const).map((mode, index) => ({
        mode,
        since: morning - 3 * dayMs + 4_000 * index,
        knowledge: index === 0 ? 'joined' : 'sent'
      })),
      by: 'call-over',
      failure: null,
      statistics: null
    }
  ]
}
