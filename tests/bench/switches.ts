import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import { epochMs } from '../support/phone/clock'
import type { Adam } from '../scenario/adam'
import type { Stage } from '../scenario/stage'
import { milliseconds, quantile, type Figure } from './figure'

const withinMs = 5_000
const targetMs = 30

/** Click to the first packet of the code, as it arrives on the PBX's side of a loopback wire. */
export async function measureSwitches(
  stage: Stage,
  manager: Adam,
  lastClickAt: () => Promise<number>,
  count: number
): Promise<readonly Figure[]> {
  const keyToWire = async (mode: SupervisionMode): Promise<number> => {
    const from = epochMs()
    const { fromApp } = stage.tap.log
    const [, first] = await Promise.all([
      manager.switchTo(mode),
      fromApp.until('the code', withinMs, ({ events }) => events.find(({ at }) => at >= from))
    ])
    return first.at - (await lastClickAt())
  }
  const betweenOpen: number[] = []
  const fromSpy: number[] = []
  await manager.join('whisper')
  await manager.until(({ phase }) => phase === 'supervising')
  for (let round = 0; round < count; round++) {
    betweenOpen.push(await keyToWire(round % 2 === 0 ? 'barge-in' : 'whisper'))
  }
  for (let round = 0; round < count / 2; round++) {
    await keyToWire('spy')
    fromSpy.push(await keyToWire('whisper'))
  }
  await manager.hangUp()
  return [
    milliseconds('dtmf.key-to-wire.p50', quantile(betweenOpen, 0.5)),
    milliseconds('dtmf.key-to-wire.p99', quantile(betweenOpen, 0.99), targetMs),
    milliseconds('dtmf.key-to-wire.spy-to-whisper.p50', quantile(fromSpy, 0.5)),
    milliseconds('dtmf.key-to-wire.spy-to-whisper.p99', quantile(fromSpy, 0.99), targetMs)
  ]
}
