import { beforeEach, describe, expect, it } from 'vitest'
import type { MonitoredExtension } from '@contract/ipc/snapshot'
import { huntGroupSchema, type HuntGroup } from '@contract/settings/customer'
import { ExtensionMonitor } from '../../../src-main/monitoring/extension-monitor'
import type { DialogSubscriptionEvent } from '../../../src-main/monitoring/ports'
import { listBody } from '../../support/monitoring/list-bodies'

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

describe('monitoring by a list', () => {
  const list = (...body: Parameters<typeof listBody>): DialogSubscriptionEvent => ({
    type: 'notify',
    ...listBody(...body)
  })
  const tell = (event: DialogSubscriptionEvent) => subscribed.get('list blf')?.(event)
  const status = (extension: string, watching: ExtensionMonitor) =>
    watching.rows().find((row) => row.extension === extension)?.status

  function watchingList(...extensions: string[]): ExtensionMonitor {
    const watching = monitor()
    watching.watch([group('Support', ...extensions)], 'blf')
    return watching
  }

  it('asks for the list alone, and for those singly whom it does not name', () => {
    watchingList('744', '745', '746')
    expect([...subscribed.keys()]).toEqual(['list blf'])
    tell(list(0, true, [{ extension: '744', dialogState: 'confirmed' }, { extension: '745' }]))
    expect([...subscribed.keys()]).toEqual(['list blf', '746'])
    expect(changed).toMatchObject([
      [
        { extension: '744', status: 'on-call', stale: false },
        { extension: '745', status: 'idle', stale: false }
      ]
    ])
  })

  it('takes partial lists, and asks for full state after a gap in their versions', () => {
    const watching = watchingList('744', '745')
    tell(list(0, true, [{ extension: '744' }, { extension: '745' }]))
    tell(list(1, false, [{ extension: '745', dialogState: 'early', version: 1 }]))
    expect([status('744', watching), status('745', watching)]).toEqual(['idle', 'ringing'])
    expect(refreshed).toEqual([])
    tell(list(3, false, [{ extension: '744', dialogState: 'confirmed', version: 1 }]))
    expect(status('744', watching)).toBe('on-call')
    expect(refreshed).toEqual(['list blf'])
  })

  it('asks the list for full state when a document in it shows a gap', () => {
    watchingList('744')
    tell(list(0, true, [{ extension: '744' }]))
    tell(
      list(1, false, [{ extension: '744', dialogState: 'early', version: 5, document: 'partial' }])
    )
    expect(refreshed).toEqual(['list blf'])
  })

  it('says of a virtual subscription that ended what that means', () => {
    const watching = watchingList('744', '745', '746')
    const ended = (extension: string, terminated: string) => ({ extension, terminated })
    tell(list(0, true, [{ extension: '744', dialogState: 'confirmed' }]))
    tell(
      list(1, true, [
        ended('744', 'deactivated'),
        ended('745', 'rejected'),
        ended('746', 'noresource')
      ])
    )
    expect(watching.rows().map((row) => [row.status, row.stale])).toEqual([
      ['on-call', true],
      ['not-allowed', false],
      ['unknown', false]
    ])
  })

  it('does not wait for the state of whom the PBX names and does not tell of', () => {
    const watching = watchingList('744', '745')
    const { contentType, body } = listBody(0, true, [{ extension: '744' }, { extension: '745' }])
    const untold = body.replace(/<instance id="i745"[^>]*>/, '')
    tell({ type: 'notify', contentType, body: untold })
    expect(watching.rows().map((row) => [row.status, row.stale])).toEqual([
      ['idle', false],
      ['unknown', false]
    ])
  })

  it('makes every lamp stale when the list is lost, and lights them by the next full list', () => {
    const watching = watchingList('744', '745')
    tell(list(7, true, [{ extension: '744' }, { extension: '745' }]))
    tell({ type: 'lost' })
    expect(watching.rows().every(({ stale }) => stale)).toBe(true)
    tell(list(0, true, [{ extension: '744' }, { extension: '745' }]))
    expect(watching.rows().some(({ stale }) => stale)).toBe(false)
    expect(refreshed).toEqual([])
  })

  it.each<[string, DialogSubscriptionEvent]>([
    ['420', { type: 'refused', statusCode: 420, reasonPhrase: 'Bad Extension' }],
    ['489', { type: 'refused', statusCode: 489, reasonPhrase: 'Bad Event' }],
    ['404', { type: 'refused', statusCode: 404, reasonPhrase: 'Not Found' }],
    ['a NOTIFY without a list', notify('confirmed')]
  ])('asks for each one singly after %s', (_, event) => {
    watchingList('744', '745')
    tell(event)
    expect([...subscribed.keys()]).toEqual(['744', '745'])
    subscribed.get('744')?.(notify('confirmed'))
    expect(changed.at(-1)).toMatchObject([{ extension: '744', status: 'on-call' }])
  })

  it('that is taken out of the settings goes on singly, and the other way round', () => {
    const watching = watchingList('744')
    tell(list(0, true, [{ extension: '744', dialogState: 'confirmed' }]))
    watching.watch([group('Support', '744')])
    expect([...subscribed.keys()]).toEqual(['744'])
    expect(status('744', watching)).toBe('on-call')
    watching.watch([group('Support', '744')], 'blf')
    expect([...subscribed.keys()]).toEqual(['list blf'])
  })

  it('takes the dialogs of a forked subscription together', () => {
    const watching = watchingList('744')
    const { contentType, body } = listBody(0, true, [
      { extension: '744' },
      { extension: '745', dialogState: 'confirmed' }
    ])
    const forked = body.replace(
      /<\/resource>\s*<resource uri="sip:745@127.0.0.1">\s*<name>745<\/name>/,
      ''
    )
    tell({ type: 'notify', contentType, body: forked })
    expect(status('744', watching)).toBe('on-call')
  })
})
