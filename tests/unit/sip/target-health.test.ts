import { beforeEach, describe, expect, it } from 'vitest'
import { TargetHealth } from '../../../src-main/sip/registration/target-health'

const [a, b, c] = ['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((host) => ({ host, port: 5060 })) as [
  Address,
  Address,
  Address
]
type Address = { host: string; port: number }

let nowMs: number
let health: TargetHealth
beforeEach(() => {
  nowMs = 1_000_000
  health = new TargetHealth(() => nowMs)
})

describe('addresses that failed', () => {
  it.each([
    [[], [a, b, c]],
    [[a], [b, c, a]],
    [
      [a, b, c],
      [a, b, c]
    ],
    [
      [a, b, c, a],
      [b, c, a]
    ]
  ])('%j are tried last, the latest at the end', (failed, order) => {
    for (const address of failed) health.note(address)
    expect(health.order([a, b, c])).toEqual(order)
  })

  it('are told apart by their ports', () => {
    health.note({ ...a, port: 5070 })
    expect(health.order([a, b])).toEqual([a, b])
  })

  it('and asked for a pause are tried after those that only failed, until it is over', () => {
    health.note(a, 30)
    health.note(b)
    expect(health.order([a, b])).toEqual([b, a])
    nowMs += 30_000
    expect(health.order([a, b])).toEqual([a, b])
  })

  it('leave others, or the shortest of their pauses to wait for', () => {
    health.note(a, 90)
    expect(health.hasOther([a, b])).toBe(true)
    health.note(b, 20)
    expect(health.hasOther([a, b])).toBe(false)
    expect(health.pauseSeconds([a, b])).toBe(20)
    nowMs += 15_000
    expect(health.pauseSeconds([a, b])).toBe(5)
    nowMs += 60_000
    expect(health.pauseSeconds([a, b])).toBe(0)
  })

  it('are forgotten after a registration', () => {
    health.note(a, 90)
    health.forget()
    expect(health.order([a, b])).toEqual([a, b])
    expect(health.hasOther([a])).toBe(true)
  })
})
