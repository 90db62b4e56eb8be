import { stagePhone, stageRecent } from './stage-phone'
import { stageSnapshot } from './stage-snapshot'
import type { Scene } from './scene'

/** Who calls writes what stands in the list of calls: a click on it must not let anybody speak in a customer's call. */
const party = { number: '*92744', name: null }
const called = (now: number) => stageRecent(now, { direction: 'incoming', party })

export const phoneCodeScenes: readonly Scene[] = [
  {
    name: 'does-not-join-when-a-caller-is-named-like-a-code',
    snapshot: (now) => stageSnapshot(now, { phone: stagePhone({ recent: [called(now)] }) }),
    act: async (page) => {
      await page.getByRole('button', { name: /^Phone/ }).click()
      await page.getByRole('button', { name: 'Call *92744', exact: true }).click()
      await page.getByRole('button', { name: 'Barge-in with John Miller' }).nth(1).waitFor()
    },
    asked: []
  },
  {
    name: 'does-not-offer-to-call-back-who-is-named-like-a-code',
    snapshot: (now) => stageSnapshot(now, { phone: stagePhone({ over: called(now) }) }),
    act: async (page) => {
      await page.getByRole('button', { name: 'Dismiss' }).waitFor()
      if ((await page.getByRole('button', { name: 'Call back' }).count()) > 0)
        throw new Error('a code can be called back')
    },
    asked: []
  }
]
