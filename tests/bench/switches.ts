import { setTimeout as pause } from 'node:timers/promises'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import { epochMs } from '../support/phone/clock'
import type { Adam } from '../scenario/adam'
import type { Stage } from '../scenario/stage'
import { milliseconds, quantile, type Figure } from './figure'

const withinMs = 5_000
const targetMs = 30
/** Nobody presses again at once; the gap that RFC 4733 leaves after a digit is over by then. */
const betweenPressesMs = 250

/** One way to ask for a mode, and when it was asked, by our clock. */
export interface Asking {
  readonly name: 'click' | 'key' | 'key-and-small-window'
  ask(mode: SupervisionMode): Promise<unknown>
  askedAt(): Promise<number>
}

/** From asking to the first packet of the code, as it arrives on the PBX's side of a loopback wire. */
export async function measureSwitches(
  stage: Stage,
  manager: Adam,
  { name, ask, askedAt }: Asking,
  count: number
): Promise<readonly Figure[]> {
  const toWire = async (mode: SupervisionMode): Promise<number> => {
    await pause(betweenPressesMs)
    const from = epochMs()
    const { fromApp } = stage.tap.log
    const [, first] = await Promise.all([
      ask(mode).then(() => manager.reached(mode)),
      fromApp.until('the code', withinMs, ({ events }) => events.find(({ at }) => at >= from))
    ])
    return first.at - (await askedAt())
  }
  const betweenOpen: number[] = []
  const fromSpy: number[] = []
  await manager.join('whisper')
  await manager.until(({ phase }) => phase === 'supervising')
  for (let round = 0; round < count; round++) {
    betweenOpen.push(await toWire(round % 2 === 0 ? 'barge-in' : 'whisper'))
  }
  for (let round = 0; round < count; round++) {
    await toWire('spy')
    fromSpy.push(await toWire('whisper'))
  }
  await manager.hangUp()
  return [
    milliseconds(`dtmf.${name}-to-wire.p50`, quantile(betweenOpen, 0.5)),
    milliseconds(`dtmf.${name}-to-wire.p99`, quantile(betweenOpen, 0.99), targetMs),
    milliseconds(`dtmf.${name}-to-wire.spy-to-whisper.p50`, quantile(fromSpy, 0.5)),
    milliseconds(`dtmf.${name}-to-wire.spy-to-whisper.p99`, quantile(fromSpy, 0.99), targetMs)
  ]
}
