import { failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { Snapshot, SnapshotChange } from '@contract/ipc/snapshot'
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createSnapshotStore } from '../../../src-renderer/ui/store/snapshot-store'
import { FakeWindowApi } from '../../support/stage/fake-window-api'
import { stageSnapshot } from '../../support/stage/stage-snapshot'

const NOW = 1_700_000_000_000

function versionChange(revision: number, version = `r${String(revision)}`): SnapshotChange {
  return {
    revision,
    kind: 'slice',
    slice: 'app',
    value: { version, platform: 'linux', demo: false }
  }
}

/** Snapshots whose answers the test releases one by one. */
function heldSnapshots(fake: FakeWindowApi) {
  const waiting: ((result: Result<Snapshot>) => void)[] = []
  fake.answer('snapshot.get', () => new Promise((resolve) => waiting.push(resolve)))
  return {
    get count() {
      return waiting.length
    },
    async release(result: Result<Snapshot>) {
      waiting.shift()?.(result)
      await settled()
    }
  }
}

/** Lets every promise that can go on go on. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

function versionOf(store: ReturnType<typeof createSnapshotStore>): string | null {
  const state = store.getState()
  return state.status === 'ready' ? state.slices.app.version : null
}

const at = (revision: number): Snapshot => ({
  ...stageSnapshot(NOW, {
    app: { version: `r${String(revision)}`, platform: 'linux', demo: false }
  }),
  revision
})

describe('the snapshot store', () => {
  it('is loading until the snapshot is there', async () => {
    const fake = new FakeWindowApi(at(4))
    const store = createSnapshotStore(fake.api)
    expect(store.getState()).toEqual({ status: 'loading' })
    await settled()
    expect(store.getState()).toEqual({ status: 'ready', ...at(4) })
  })

  it('applies changes in order and tells its listeners once for each', async () => {
    const fake = new FakeWindowApi(at(1))
    const store = createSnapshotStore(fake.api)
    await settled()
    const listener = vi.fn()
    store.subscribe(listener)
    fake.tell(versionChange(2))
    fake.tell(versionChange(3))
    expect(versionOf(store)).toBe('r3')
    expect(listener).toHaveBeenCalledTimes(2)
  })

  it('keeps the identity of the slices that did not change', async () => {
    const fake = new FakeWindowApi(at(1))
    const store = createSnapshotStore(fake.api)
    await settled()
    const before = store.getState()
    fake.tell(versionChange(2))
    const after = store.getState()
    if (before.status !== 'ready' || after.status !== 'ready') throw new Error('not ready')
    expect(after.slices.extensions).toBe(before.slices.extensions)
  })

  it('ignores a change that the snapshot already has', async () => {
    const fake = new FakeWindowApi(at(5))
    const store = createSnapshotStore(fake.api)
    await settled()
    fake.tell(versionChange(5, 'late'))
    expect(versionOf(store)).toBe('r5')
    expect(fake.asked).toHaveLength(1)
  })

  it('keeps changes that arrive during the fetch and applies those that follow the snapshot', async () => {
    const fake = new FakeWindowApi(at(1))
    const held = heldSnapshots(fake)
    const store = createSnapshotStore(fake.api)
    for (const revision of [2, 3, 4]) fake.tell(versionChange(revision))
    await held.release(ok(at(3)))
    expect(versionOf(store)).toBe('r4')
    expect(held.count).toBe(0)
  })

  it('fetches anew on a gap, shows the old state meanwhile, and loses nothing', async () => {
    const fake = new FakeWindowApi(at(1))
    const store = createSnapshotStore(fake.api)
    await settled()
    const held = heldSnapshots(fake)
    fake.tell(versionChange(3))
    expect(held.count).toBe(1)
    expect(versionOf(store)).toBe('r1')
    fake.tell(versionChange(4))
    expect(held.count).toBe(1)
    await held.release(ok(at(3)))
    expect(versionOf(store)).toBe('r4')
  })

  it('fetches once more when the fetched snapshot is older than the gap', async () => {
    const fake = new FakeWindowApi(at(1))
    const store = createSnapshotStore(fake.api)
    await settled()
    const held = heldSnapshots(fake)
    fake.tell(versionChange(6))
    await held.release(ok(at(3)))
    expect(held.count).toBe(1)
    await held.release(ok(at(6)))
    expect(versionOf(store)).toBe('r6')
    expect(held.count).toBe(0)
  })

  it('says why there is no snapshot, and recovers on refetch', async () => {
    const fake = new FakeWindowApi(at(2), { 'snapshot.get': fail(failure('app.internal')) })
    const store = createSnapshotStore(fake.api)
    await settled()
    expect(store.getState()).toEqual({ status: 'failed', failure: failure('app.internal') })
    fake.answer('snapshot.get', () => Promise.resolve(ok(at(2))))
    store.refetch()
    await settled()
    expect(versionOf(store)).toBe('r2')
  })

  it('takes a rejected promise for a failure of the application', async () => {
    const fake = new FakeWindowApi(at(1))
    fake.answer('snapshot.get', () => Promise.reject(new Error('no handler')))
    const store = createSnapshotStore(fake.api)
    await settled()
    expect(store.getState()).toEqual({ status: 'failed', failure: failure('app.internal') })
  })

  it('hears nothing more after it was closed', async () => {
    const fake = new FakeWindowApi(at(1))
    const store = createSnapshotStore(fake.api)
    await settled()
    store.close()
    expect(fake.changeListenerCount).toBe(0)
  })

  it('ends with what main has, whichever changes are lost or repeated on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('deliver', 'lose', 'repeat'), { minLength: 1, maxLength: 30 }),
        async (fates) => {
          const fake = new FakeWindowApi(at(1))
          const store = createSnapshotStore(fake.api)
          for (const [index, fate] of [...fates, 'deliver'].entries()) {
            const revision = index + 2
            fake.snapshot = at(revision)
            if (fate !== 'lose') fake.tell(versionChange(revision))
            if (fate === 'repeat') fake.tell(versionChange(revision))
            if (revision % 3 === 0) await settled()
          }
          await settled()
          expect(versionOf(store)).toBe(`r${String(fates.length + 2)}`)
        }
      ),
      { numRuns: 200 }
    )
  })
})
