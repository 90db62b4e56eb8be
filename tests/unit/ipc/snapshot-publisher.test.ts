import { describe, expect, it } from 'vitest'
import type { MonitoredExtension, SnapshotChange } from '@contract/ipc/snapshot'
import { SnapshotPublisher } from '../../../src-main/ipc/snapshot-publisher'
import { emptySlices as slices } from '../../support/app/empty-slices'
import { stageHistory } from '../../support/stage/stage-history'

const row = (
  extension: string,
  status: MonitoredExtension['status'] = 'idle'
): MonitoredExtension => ({
  extension,
  name: extension,
  huntGroup: 'Support',
  supervisionAllowed: true,
  status,
  since: null,
  remote: null,
  stale: false
})

function published() {
  const changes: SnapshotChange[] = []
  const publisher = new SnapshotPublisher(slices, (change) => changes.push(change))
  return { publisher, changes }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('the published state', () => {
  it('numbers every change, and the snapshot carries the last number', () => {
    const { publisher, changes } = published()
    publisher.set('registration', { kind: 'registering' })
    publisher.set('appearance', { colorScheme: 'dark' })
    expect(changes.map(({ revision }) => revision)).toEqual([1, 2])
    expect(publisher.snapshot.revision).toBe(2)
  })

  it('says nothing when nothing changed', () => {
    const { publisher, changes } = published()
    publisher.set('registration', { kind: 'unregistered' })
    expect(changes).toEqual([])
  })

  it('sends the rows of one turn together, the last of each', async () => {
    const { publisher, changes } = published()
    publisher.set('extensions', [row('744'), row('745')])
    publisher.changeRows([row('744', 'ringing')])
    publisher.changeRows([row('744', 'on-call')])
    publisher.changeRows([row('745', 'ringing')])
    await turn()
    expect(changes).toHaveLength(2)
    expect(changes[1]).toMatchObject({
      kind: 'extensions',
      rows: [row('744', 'on-call'), row('745', 'ringing')]
    })
  })

  it('holds the changed rows in a snapshot taken before they were sent', () => {
    const { publisher } = published()
    publisher.set('extensions', [row('744')])
    publisher.changeRows([row('744', 'on-call')])
    expect(publisher.snapshot.slices.extensions).toEqual([row('744', 'on-call')])
  })

  it('forgets changes of rows that are no longer there', async () => {
    const { publisher, changes } = published()
    publisher.set('extensions', [row('744')])
    publisher.changeRows([row('744', 'on-call'), row('999')])
    publisher.set('extensions', [row('745')])
    await turn()
    expect(changes).toHaveLength(2)
    expect(publisher.snapshot.slices.extensions).toEqual([row('745')])
  })

  it('sends one supervision more by itself, however many there were', () => {
    const { publisher, changes } = published()
    const [over] = stageHistory(1_700_000_000_000)
    if (!over) throw new Error('the stage has no history')
    publisher.addPast(over)
    publisher.set(
      'history',
      Array.from({ length: 200 }, () => over)
    )
    publisher.addPast(over)
    const [first, , last] = changes
    expect(last).toEqual({ ...first, revision: 3 })
    expect(publisher.snapshot.slices.history).toHaveLength(200)
  })
})
