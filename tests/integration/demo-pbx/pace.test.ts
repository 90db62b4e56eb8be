import { afterEach, expect, test } from 'vitest'
import { DemoDesk } from '../../support/demo-pbx/demo-desk'
import { FakeClock } from '../../support/demo-pbx/fake-clock'

const minuteMs = 60_000

let desk: DemoDesk
afterEach(() => desk.close())

test('John’s call would end after five minutes, but not before a supervisor had two with it', async () => {
  const clock = new FakeClock()
  desk = await DemoDesk.open({ clock, pace: 'humane', random: () => 0.5 })
  const ended = () =>
    desk.events.some(
      (event) => event.type === 'call' && event.extension === '744' && event.state === 'terminated'
    )
  clock.advance(4.5 * minuteMs)
  const call = await desk.join('*90744')
  clock.advance(2 * minuteMs - 1)
  expect(ended()).toBe(false)
  clock.advance(1)
  expect(ended()).toBe(true)
  expect((await call.ended).by).toBe('peer')
})

test('left alone it ends when it would have', async () => {
  const clock = new FakeClock()
  desk = await DemoDesk.open({ clock, pace: 'humane', random: () => 0.5 })
  clock.advance(5 * minuteMs)
  expect(desk.events.at(-1)).toEqual({ type: 'call', extension: '744', state: 'terminated' })
})
