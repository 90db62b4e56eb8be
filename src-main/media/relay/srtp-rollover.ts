/** What SRTP knows of a stream's index (RFC 3711 §3.3.1), named as werift does. */
export interface RolloverState {
  rolloverHasProcessed?: boolean
  rolloverCounter: number
  lastSequenceNumber: number
}

/**
 * Guesses the rollover counter of a packet: of the possible indices the one that is nearest to the last
 * (RFC 3711 §3.3.1).
 */
export function updateRolloverCounter(sequenceNumber: number, state: RolloverState): void {
  if (!state.rolloverHasProcessed) {
    state.rolloverHasProcessed = true
    state.lastSequenceNumber = sequenceNumber
    return
  }
  const ahead = ((sequenceNumber - state.lastSequenceNumber) & 0xffff) < 0x8000
  const wrapped = ahead
    ? sequenceNumber < state.lastSequenceNumber
    : sequenceNumber > state.lastSequenceNumber
  if (wrapped && !ahead && state.rolloverCounter === 0) return
  if (wrapped) state.rolloverCounter += ahead ? 1 : -1
  state.lastSequenceNumber = sequenceNumber
}
