import { describe, expect, it } from 'vitest'
import { SubscribingView } from '../../../src-main/app/subscribing-view'

function watched() {
  const told: unknown[] = []
  let now = 1_000
  const view = new SubscribingView(
    (progress) => told.push(progress),
    () => now
  )
  /** One SUBSCRIBE left every 20 ms, from `from` to `to`. */
  const run = (from: number, to: number, total: number) => {
    for (let done = from; done <= to; done++) {
      view.update({ done, total })
      now += 20
    }
  }
  return { told, view, run }
}

describe('the progress of SUBSCRIBEs', () => {
  it('is not shown when it takes less than two seconds', () => {
    const { told, view, run } = watched()
    run(2, 99, 99)
    view.update(null)
    expect(told).toEqual([])
  })

  it('is shown after two seconds, a few times a second, and goes at once when it is over', () => {
    const { told, view, run } = watched()
    run(2, 201, 201)
    expect(told.length).toBeGreaterThan(5)
    expect(told.length).toBeLessThanOrEqual(9)
    expect(told[0]).toEqual({ done: 102, total: 201 })
    expect(view.view).not.toBeNull()
    view.update(null)
    expect(told.at(-1)).toBeNull()
    expect(view.view).toBeNull()
  })

  it('is counted anew for the next burst', () => {
    const { told, view, run } = watched()
    run(2, 201, 201)
    view.update(null)
    told.length = 0
    run(2, 50, 50)
    view.update(null)
    expect(told).toEqual([])
  })
})
