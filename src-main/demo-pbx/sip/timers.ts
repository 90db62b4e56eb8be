/** RFC 3261 §17.1.1.1: the estimate of a round trip, and the longest pause between repetitions. */
export const timerT1Ms = 500
export const timerT2Ms = 4_000

/** 64 × T1: how long a transaction waits for its answer, its ACK or the last repetition. */
export const transactionLifetimeMs = 64 * timerT1Ms
