import type { CDPSession, Page } from '@playwright/test'
import { expect, test } from './coachline'

const joins = 20

test('a window holds no more of many supervisions than of a few', async ({ signIn }) => {
  test.setTimeout(120_000)
  const { ui } = await signIn()
  const memory = await ui.context().newCDPSession(ui)
  await supervise(ui, 3)
  const ofFew = await held(memory)
  await supervise(ui, joins)
  await expect.poll(() => moreThan(ofFew, memory)).toEqual([])
})

async function supervise(ui: Page, times: number): Promise<void> {
  const dock = ui.getByRole('region', { name: 'Supervision' })
  for (let time = 0; time < times; time++) {
    await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
    await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
    await dock.getByRole('button', { name: 'Hang up' }).click()
    await expect(ui.getByText('You left the call of John Miller.')).toBeVisible()
  }
}

type Held = Readonly<Record<'documents' | 'nodes' | 'jsEventListeners', number>>

/** What is left after a collection of garbage. */
async function held(memory: CDPSession): Promise<Held> {
  await memory.send('HeapProfiler.collectGarbage')
  return memory.send('Memory.getDOMCounters')
}

/** One for each supervision is too much; a hint or a shadow that comes and goes is not. */
async function moreThan(before: Held, memory: CDPSession): Promise<readonly string[]> {
  const now = await held(memory)
  return (['documents', 'nodes', 'jsEventListeners'] as const).filter(
    (kind) => now[kind] >= before[kind] + joins
  )
}
