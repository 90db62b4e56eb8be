import { toneChange, toneDbfs } from '../support/phone/tone-analysis'
import type { WireLog } from '../support/wire-tap/wire-log'
import type { CoachlineApp } from './coachline-app'
import { listenMs, settleWithinMs, toneHz } from './parties'
import type { ManagerHears } from './step'

const edgeMs = 100
/** what the meter of the window must show at least */
export const meterShowsSoundDbfs = -40

/** When the manager began to be given both voices; undefined when not in time, or not in G.711. */
export async function managerHearsSince(log: WireLog, fromMs: number): Promise<number | undefined> {
  const begins = (hz: number) =>
    log.fromPbx.until('the tone', settleWithinMs, ({ audio }) =>
      toneChange(audio, hz, 'begins', fromMs)
    )
  try {
    return Math.max(...(await Promise.all([begins(toneHz.agent), begins(toneHz.client)])))
  } catch {
    return undefined
  }
}

/** What the PBX sends the manager from a time on. The levels are null when it is not G.711: the meter must do then. */
export async function managerHears(
  log: WireLog,
  app: CoachlineApp,
  fromMs: number
): Promise<ManagerHears> {
  const start = fromMs + edgeMs
  const { fromPbx } = log
  await fromPbx.audioUntil(start + listenMs, settleWithinMs).catch(() => {})
  const measurable = fromPbx.audio.length > 0
  const level = (hz: number) =>
    measurable ? toneDbfs(fromPbx.audio, hz, start, start + listenMs) : null
  const meterDbfs = await app.receivedDbfs(meterShowsSoundDbfs, settleWithinMs)
  return {
    agentDbfs: level(toneHz.agent),
    clientDbfs: level(toneHz.client),
    meterDbfs
  }
}
