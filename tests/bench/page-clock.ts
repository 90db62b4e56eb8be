import type { Page } from '@playwright/test'
import { epochMs } from '../support/phone/clock'

const rounds = 30

/**
 * How far a page's clock is ahead of ours, in ms: each process takes its time origin by itself. Of several round trips
 * the quickest is the most exact.
 */
export async function clockOffsetMs(page: Page): Promise<number> {
  let best = { roundTripMs: Infinity, offsetMs: 0 }
  for (let round = 0; round < rounds; round++) {
    const before = epochMs()
    const there = await page.evaluate(() => performance.timeOrigin + performance.now())
    const after = epochMs()
    const roundTripMs = after - before
    if (roundTripMs < best.roundTripMs) {
      best = { roundTripMs, offsetMs: there - (before + after) / 2 }
    }
  }
  return best.offsetMs
}

/** Notes when each click happened, by the page's clock: the time of the input event, not of its handling. */
export async function watchClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const state = window as unknown as { lastClickAt?: number }
    document.addEventListener(
      'click',
      (event) => (state.lastClickAt = performance.timeOrigin + event.timeStamp),
      { capture: true }
    )
  })
  const offsetMs = await clockOffsetMs(page)
  return async () => {
    const at = await page.evaluate(
      () => (window as unknown as { lastClickAt?: number }).lastClickAt ?? NaN
    )
    return at - offsetMs
  }
}
