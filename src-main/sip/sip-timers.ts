/** Every wait of this folder, in milliseconds. Tests shorten them; the product never does. */
export interface SipTimers {
  /** RFC 3261 §17: estimate of the round trip, first retransmission interval on UDP */
  readonly t1Ms: number
  /** RFC 3261 §17: longest retransmission interval of non-INVITE requests and of INVITE responses */
  readonly t2Ms: number
  /** how long a REGISTER may stay unanswered: RFC 3261's 64*T1 is too long to look at */
  readonly answerTimeoutMs: number
  readonly connectTimeoutMs: number
  /** first and longest pause between attempts to register or subscribe */
  readonly backoffMinMs: number
  readonly backoffMaxMs: number
  /** a registration or subscription that lasted so long was a good one: failures are counted anew */
  readonly stableMs: number
  /** pause after a refusal, so that a wrong password does not lock the account */
  readonly refusedPauseMs: number
  /** CRLF on streams (RFC 5626 §3.5.1) and UDP, to keep NAT bindings */
  readonly keepAliveMs: number
  /** how long a stream may owe us the pong, once it has shown that it sends any */
  readonly pongTimeoutMs: number
  /** how long a PBX may say nothing over UDP before it is asked whether it is there */
  readonly registrarProbeMs: number
  /** OPTIONS within a confirmed dialog, to notice a PBX that died */
  readonly dialogProbeMs: number
  /** how long `stop` waits for BYE and unREGISTER to be answered */
  readonly stopTimeoutMs: number
  /** pause between SUBSCRIBEs of a burst: about 50 a second */
  readonly subscribePaceMs: number
}

export const defaultTimers: SipTimers = {
  t1Ms: 500,
  t2Ms: 4_000,
  answerTimeoutMs: 10_000,
  connectTimeoutMs: 10_000,
  backoffMinMs: 1_000,
  backoffMaxMs: 60_000,
  stableMs: 10_000,
  refusedPauseMs: 60_000,
  keepAliveMs: 25_000,
  pongTimeoutMs: 10_000,
  registrarProbeMs: 30_000,
  dialogProbeMs: 15_000,
  stopTimeoutMs: 2_000,
  subscribePaceMs: 20
}
