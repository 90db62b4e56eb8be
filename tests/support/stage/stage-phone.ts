import type { PhoneCallView, PhoneView, RecentCall } from '@contract/ipc/phone-view'

const northwind = { customerId: 'northwind', customerName: 'Northwind Contact Centre' }
export const helen = { number: '+442079460321', name: 'Helen Park' }
export const lars = { number: '746', name: 'Lars Adeyemi' }

type Connected = Extract<PhoneCallView, { phase: 'connected' }>

/** Talking to Helen Park for three minutes. */
export function stageCall(now: number, part: Partial<Connected> = {}): Connected {
  return {
    id: 'call-1',
    ...northwind,
    direction: 'incoming',
    party: helen,
    startedAt: now - 200_000,
    consultFor: null,
    phase: 'connected',
    answeredAt: now - 187_000,
    muted: false,
    hold: 'none',
    heldByRemote: false,
    transferringTo: null,
    silent: false,
    failure: null,
    microphone: 'open',
    hears: 'hears',
    ...part
  }
}

export const onHold = { hold: 'held', microphone: 'closed', hears: 'does-not-hear' } as const

export function stageRinging(now: number, part: Partial<PhoneCallView> = {}): PhoneCallView {
  return {
    id: 'call-2',
    ...northwind,
    direction: 'incoming',
    party: { number: '+12125550147', name: null },
    startedAt: now - 4_000,
    consultFor: null,
    microphone: 'closed',
    hears: 'does-not-hear',
    ...part,
    phase: 'ringing'
  }
}

export function stageDialling(now: number, part: Partial<PhoneCallView> = {}): PhoneCallView {
  return {
    id: 'call-3',
    ...northwind,
    direction: 'outgoing',
    party: lars,
    startedAt: now - 3_000,
    consultFor: null,
    microphone: 'muted',
    hears: 'does-not-hear',
    rings: true,
    earlyMedia: false,
    ...part,
    phase: 'dialling'
  }
}

export function stageRecent(now: number, part: Partial<RecentCall> = {}): RecentCall {
  return {
    id: 'recent-0',
    ...northwind,
    direction: 'outgoing',
    party: lars,
    startedAt: now - 60_000,
    durationSeconds: null,
    outcome: 'busy',
    statusCode: 486,
    reasonPhrase: 'Busy Here',
    pbxReason: 'Q.850 17 User busy',
    unseen: false,
    statistics: null,
    ...part
  }
}

const fine = { statusCode: null, reasonPhrase: null, pbxReason: null }

/** What a morning leaves behind. */
export function stageRecents(now: number): RecentCall[] {
  const minutes = (count: number) => now - count * 60_000
  return [
    stageRecent(now, {
      id: 'recent-1',
      ...fine,
      direction: 'incoming',
      party: { number: '+12125550147', name: null },
      startedAt: minutes(6),
      outcome: 'missed',
      unseen: true
    }),
    stageRecent(now, {
      id: 'recent-2',
      ...fine,
      direction: 'incoming',
      party: { number: '+493055501442', name: 'Bartholomew Featherstonehaugh-Worthington' },
      startedAt: minutes(21),
      outcome: 'missed-while-supervising',
      unseen: true
    }),
    stageRecent(now, { id: 'recent-3', startedAt: minutes(35) }),
    stageRecent(now, {
      id: 'recent-4',
      ...fine,
      direction: 'incoming',
      party: helen,
      startedAt: minutes(52),
      outcome: 'they-hung-up',
      durationSeconds: 754,
      statistics: {
        codec: 'PCMA',
        encryption: 'sdes',
        received: { lossPercent: 2.4, jitterMs: 12, mos: 3.6, lowestMos: 2.8 },
        sent: { lossPercent: 0, jitterMs: 3, mos: 4.4, lowestMos: 4.4 },
        roundTripMs: 38,
        rating: 'fair'
      }
    }),
    stageRecent(now, {
      id: 'recent-5',
      ...fine,
      party: { number: '744', name: 'John Miller' },
      startedAt: minutes(2_900),
      outcome: 'transferred',
      durationSeconds: 31
    }),
    stageRecent(now, {
      id: 'recent-6',
      ...fine,
      party: { number: '5551', name: null },
      startedAt: minutes(3_000),
      outcome: 'no-answer'
    })
  ]
}

export function stagePhone(part: Partial<PhoneView> = {}): PhoneView {
  return { calls: [], over: null, recent: [], ...part }
}
