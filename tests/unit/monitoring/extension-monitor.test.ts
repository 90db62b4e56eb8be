import { beforeEach, describe, expect, it } from 'vitest'
import type { MonitoredExtension } from '@contract/ipc/snapshot'
import { huntGroupSchema, type HuntGroup } from '@contract/settings/customer'
import { ExtensionMonitor } from '../../../src-main/monitoring/extension-monitor'
import type { DialogSubscriptionEvent } from '../../../src-main/monitoring/ports'

const group = (name: string, ...extensions: string[]): HuntGroup =>
  huntGroupSchema.parse({ name, members: extensions.map((extension) => ({ extension })) })

const notify = (
  state: string,
  version: number | '' = 1,
  document: 'full' | 'partial' = 'full'
): DialogSubscriptionEvent => ({
  type: 'notify',
  contentType: 'application/dialog-info+xml',
  body: `<dialog-info version="${String(version)}" state="${document}"><dialog id="a"><state>${state}</state></dialog></dialog-info>`
})

let subscribed: Map<string, (event: DialogSubscriptionEvent) => void>
let refreshed: string[]
let now: number
let rows: readonly MonitoredExtension[]
let changed: readonly MonitoredExtension[][]

beforeEach(() => {
  subscribed = new Map()
  refreshed = []
  now = 1_000_000
  rows = []
  changed = []
})

function monitor(): ExtensionMonitor {
  return new ExtensionMonitor(
    {
      subscribe: (extension, listener) => {
        subscribed.set(extension, listener)
        return {
          refresh: () => refreshed.push(extension),
          end: () => subscribed.delete(extension)
        }
      },
      subscribeList: (user, listener) => {
        subscribed.set(`list ${user}`, listener)
        return {
          refresh: () => refreshed.push(`list ${user}`),
          end: () => subscribed.delete(`list ${user}`)
        }
      },
      isOwnLeg: () => () => false,
      now: () => now,
      log: { warn: () => undefined }
    },
    {
      all: (all) => (rows = all),
      changed: (some) => (changed = [...changed, [...some]])
    }
  )
}

describe('monitoring', () => {
  it('subscribes to an extension once, however many groups it is in, and changes all its rows', () => {
    monitor().watch([group('Support', '744', '745'), group('Night', '744')])
    expect([...subscribed.keys()]).toEqual(['744', '745'])
    subscribed.get('744')?.(notify('confirmed'))
    expect(changed).toEqual([
      [
        expect.objectContaining({ huntGroup: 'Support', extension: '744', status: 'on-call' }),
        expect.objectContaining({ huntGroup: 'Night', extension: '744', status: 'on-call' })
      ]
    ])
  })

  it('keeps what is known of an extension that stays, and forgets one that goes', () => {
    const watching = monitor()
    watching.watch([group('Support', '744', '745')])
    subscribed.get('744')?.(notify('confirmed'))
    const kept = subscribed.get('744')
    watching.watch([group('Second line', '744')])
    expect(subscribed.get('744')).toBe(kept)
    expect([...subscribed.keys()]).toEqual(['744'])
    expect(rows).toMatchObject([{ huntGroup: 'Second line', extension: '744', status: 'on-call' }])
  })

  it('shows stale lamps until they are confirmed', () => {
    monitor().watch([group('Support', '744')])
    const tell = subscribed.get('744')
    tell?.(notify('confirmed'))
    tell?.({ type: 'lost' })
    tell?.(notify('confirmed', 0))
    expect(changed.map(([row]) => [row?.status, row?.stale])).toEqual([
      ['on-call', false],
      ['on-call', true],
      ['on-call', false]
    ])
  })

  it('asks for full state after a gap in the versions, and once only while it does not help', () => {
    monitor().watch([group('Support', '744')])
    const tell = subscribed.get('744')
    tell?.(notify('confirmed', 1))
    tell?.(notify('confirmed', 2, 'partial'))
    expect(refreshed).toEqual([])
    tell?.(notify('early', 4, 'partial'))
    tell?.(notify('confirmed', 6, 'partial'))
    expect(refreshed).toEqual(['744'])
    now += 30_000
    tell?.(notify('confirmed', 7, 'partial'))
    expect(refreshed).toEqual(['744', '744'])
    now += 30_000
    tell?.(notify('confirmed', 8))
    tell?.(notify('confirmed', 9, 'partial'))
    expect(refreshed).toHaveLength(2)
  })

  it('asks for full state when a partial document comes first', () => {
    monitor().watch([group('Support', '744')])
    subscribed.get('744')?.(notify('confirmed', 7, 'partial'))
    expect(refreshed).toEqual(['744'])
    expect(changed[0]).toMatchObject([{ status: 'on-call', stale: false }])
  })

  it('says not allowed when the PBX refuses', () => {
    monitor().watch([group('Support', '744')])
    subscribed.get('744')?.({ type: 'refused', statusCode: 403, reasonPhrase: 'Forbidden' })
    expect(changed[0]).toMatchObject([{ status: 'not-allowed', stale: false }])
  })

  it('takes no notice of a body that cannot be read', () => {
    monitor().watch([group('Support', '744')])
    subscribed.get('744')?.({ type: 'notify', contentType: 'text/plain', body: 'hello' })
    expect(changed).toEqual([])
  })
})
