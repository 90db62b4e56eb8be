import { epochMs, within } from '../support/phone/clock'
import type { Adam } from '../scenario/adam'
import type { Stage } from '../scenario/stage'
import { windowActions } from '../scenario/window-actions'
import type { EngineEar } from './engine-ear'
import { milliseconds, quantile, type Figure } from './figure'

const withinMs = 5_000
/** No hand is quicker; what the window does when the button goes down is no part of the click. */
const holdMs = 60
const inviteTargetMs = 10

/** Click to INVITE on the wire, and 200 to the first sound in the engine, for a number of joins. */
export async function measureJoins(
  { tap, extension }: Stage,
  manager: Adam,
  ear: EngineEar,
  lastClickAt: () => Promise<number>,
  count: number
): Promise<readonly Figure[]> {
  const clickToInvite: number[] = []
  const answerToAudible: number[] = []
  const window = windowActions(manager.app.page, holdMs)
  const { extensions } = await manager.app.slices()
  const name = extensions.find((row) => row.extension === extension)?.name ?? extension
  for (let round = 0; round < count; round++) {
    await ear.reset()
    const from = epochMs()
    // Nothing is asked of the app until the call is answered: answering would be measured.
    if (!(await window.join(name, 'spy'))) throw new Error('the spy button cannot be pressed')
    const answered = await tap.log.exchange('INVITE', from, withinMs)
    const heardAt = await within(withinMs, 'the call in the engine', ear.heardAt())
    const firstInvite = tap.log.messages.find(
      ({ at, from: side, message }) =>
        at >= from && side === 'app' && message.kind === 'request' && message.method === 'INVITE'
    )
    clickToInvite.push((firstInvite?.at ?? NaN) - (await lastClickAt()))
    answerToAudible.push(heardAt - answered.answeredAt)
    await manager.until(({ phase }) => phase === 'supervising')
    await manager.hangUp()
  }
  return [
    milliseconds('join.click-to-invite.p50', quantile(clickToInvite, 0.5)),
    milliseconds('join.click-to-invite.p99', quantile(clickToInvite, 0.99), inviteTargetMs),
    milliseconds('join.answer-to-audible.median', quantile(answerToAudible, 0.5), 300),
    milliseconds('join.answer-to-audible.max', Math.max(...answerToAudible), 300)
  ]
}
