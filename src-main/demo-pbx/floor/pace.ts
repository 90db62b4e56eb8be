/** How long the parts of an agent's day last, in milliseconds. */
export interface Pace {
  ringMs(): number
  talkMs(): number
  pauseMs(): number
}

/** The first call, which is there when the manager arrives, lasts long enough to be listened to in peace. */
export const firstTalkMs = 5 * 60_000

/** However long a call was meant to last, a supervisor has this long with it. */
export const supervisedTalkMs = 2 * 60_000

/** @param random - like Math.random */
export function humanePace(random: () => number): Pace {
  const between = (fromMs: number, toMs: number) => fromMs + random() * (toMs - fromMs)
  return {
    ringMs: () => between(3_000, 8_000),
    talkMs: () => between(60_000, 240_000),
    pauseMs: () => between(10_000, 60_000)
  }
}
