import type { CDPSession, Page } from '@playwright/test'
import { expect, test } from './coachline'

const joins = 20

test('a window holds no more of many supervisions than of a few', async ({ signIn }) => {
  test.setTimeout(120_000)
  const { ui } = await signIn()
  const memory = await ui.context().newCDPSession(ui)
  await supervise(ui, 3)
  const ofFew = await settled(memory)
  await supervise(ui, joins)
  const ofMany = await settled(memory)
  // One for each supervision is too much; a hint that is still shown is not.
  expect(kinds.filter((kind) => ofMany[kind] >= ofFew[kind] + joins / 2)).toEqual([])
})

async function supervise(ui: Page, times: number): Promise<void> {
  const dock = ui.getByRole('region', { name: 'Supervision' })
  const result = ui.getByText('You left the call of John Miller.')
  for (let time = 0; time < times; time++) {
    await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
    await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
    await dock.getByRole('button', { name: 'Hang up' }).click()
    await expect(result).toBeVisible()
  }
  await expect(result).toBeHidden({ timeout: 15_000 })
}

const kinds = ['documents', 'nodes', 'jsEventListeners'] as const
type Held = Readonly<Record<(typeof kinds)[number], number>>

/** What is left after a collection of garbage, as soon as the next one finds nothing any more. */
async function settled(memory: CDPSession): Promise<Held> {
  let held: Held | undefined
  const collected = async () => {
    const before = held
    await memory.send('HeapProfiler.collectGarbage')
    held = await memory.send('Memory.getDOMCounters')
    return kinds.every((kind) => before?.[kind] === held?.[kind])
  }
  await expect.poll(collected, { intervals: [1_000], timeout: 20_000 }).toBe(true)
  if (!held) throw new Error('nothing was counted')
  return held
}
