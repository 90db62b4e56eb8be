import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MonitoredExtension } from '@contract/ipc/snapshot'
import { steadyRows } from '../../../src-renderer/ui/features/monitored-extensions/steady-rows'
import { stageExtensions } from '../../support/stage/stage-people'

let current: readonly MonitoredExtension[]
let changed: (() => void)[]
let heard: number

beforeEach(() => {
  vi.useFakeTimers()
  current = stageExtensions(10, 0)
  changed = []
  heard = 0
})
afterEach(() => {
  vi.useRealTimers()
})

const become = (rows: readonly MonitoredExtension[]) => {
  current = rows
  for (const listener of changed) listener()
}
/** A change of one row that leaves everybody where they were. */
const ring = () => {
  become(current.map((row, index) => (index === 3 ? { ...row, since: Math.random() } : row)))
}

function steady() {
  const rows = steadyRows(
    {
      read: () => current,
      subscribe: (listener) => {
        changed.push(listener)
        return () => (changed = changed.filter((each) => each !== listener))
      }
    },
    () => Date.now()
  )
  const stop = rows.subscribe(() => heard++)
  return { rows, stop }
}

describe('rows that change all the time', () => {
  it('change at once after a quiet while', () => {
    const { rows } = steady()
    ring()
    expect(heard).toBe(1)
    expect(rows.get()).toBe(current)
  })

  it('change ten times a second, and the last change is never lost', () => {
    const { rows } = steady()
    for (let at = 0; at < 1_000; at += 5) {
      ring()
      vi.advanceTimersByTime(5)
    }
    expect(heard).toBeLessThanOrEqual(11)
    vi.advanceTimersByTime(100)
    expect(rows.get()).toBe(current)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('of another customer do not wait', () => {
    const { rows } = steady()
    ring()
    become(stageExtensions(12, 0))
    expect(rows.get()).toHaveLength(12)
    become(current.toReversed())
    expect(rows.get()).toBe(current)
    expect(heard).toBe(3)
  })

  it('are up to date when somebody begins to look, and leave nothing behind', () => {
    const { rows, stop } = steady()
    stop()
    ring()
    ring()
    const again = rows.subscribe(() => heard++)
    expect(rows.get()).toBe(current)
    again()
    expect(changed).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})
