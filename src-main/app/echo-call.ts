import { failure, type Failure } from '@contract/errors/reasons'
import type { EchoCallView } from '@contract/ipc/echo-call-view'
import type { MicrophoneProblem } from '@contract/ipc/media-protocol'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { CallState } from '@contract/telephony/call-state'
import type { PhoneLeg } from '../phone/ports'

/** The PBX that answers. It listens from its start until it is stopped. */
export interface EchoPbx {
  /** of SIP, on 127.0.0.1 */
  readonly port: number
  stop(): void
}

/** An account on it. */
export interface EchoLine {
  signIn(): Promise<Result<unknown>>
  /** Calls the echo; null when the media path is not up. */
  dial(): EchoLeg | null
  stop(): Promise<void>
}

export type EchoLeg = Pick<
  PhoneLeg,
  'state' | 'onState' | 'setMicrophone' | 'onMicrophoneLost' | 'hangUp' | 'close'
>

export interface EchoPorts {
  /** @param died - told when it ends by itself */
  startPbx(died: () => void): Promise<Result<EchoPbx>>
  lineTo(port: number): EchoLine
  /** a supervision or a call of the manager is up */
  busy(): boolean
  changed(view: EchoCallView): void
  now(): number
  log: { warn(message: string): void }
}

/** One call, and what it has opened. */
interface Attempt {
  over: boolean
  pbx: EchoPbx | null
  line: EchoLine | null
  leg: EchoLeg | null
  limit: NodeJS.Timeout | null
}

/** Whoever forgets it does not leave the microphone open. */
const longestMs = 120_000
/** A media path that does not answer any more must not keep another call waiting. */
const longestGiveWayMs = 1_500

/**
 * Calls an echo, through everything that a call goes through: microphone, engine, relay, RTP and back. The PBX is one of
 * its own that lives as long as the call. Every other call of the manager wins (docs/adr/0022).
 */
export class EchoCall {
  private current: Attempt | null = null
  private ending: Promise<void> = Promise.resolve()

  constructor(private readonly ports: EchoPorts) {}

  get active(): boolean {
    return this.current !== null
  }

  /** Resolves when it is on its way; what comes of it is in the view. */
  start(): Result<null> {
    if (this.current) return ok()
    if (this.ports.busy()) return fail(failure('sound.test-in-call'))
    const attempt: Attempt = { over: false, pbx: null, line: null, leg: null, limit: null }
    this.current = attempt
    this.ports.changed({ phase: 'starting' })
    this.watch(attempt, this.run(attempt))
    return ok()
  }

  hangUp(): void {
    if (this.current) this.finish(this.current, { phase: 'ended', by: 'manager' })
  }

  /** For another call. Resolves when nothing of this one is left: the microphone is closed. */
  async giveWay(): Promise<void> {
    if (this.current) this.finish(this.current, { phase: 'ended', by: 'other-call' })
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, longestGiveWayMs)
    })
    await Promise.race([this.ending, late])
    clearTimeout(timer)
  }

  private watch(attempt: Attempt, step: Promise<void>): void {
    step.catch((error: unknown) => {
      this.ports.log.warn(`echo call: ${String(error)}`)
      this.failed(attempt, failure('sound.echo-failed'))
    })
  }

  private async run(attempt: Attempt): Promise<void> {
    const isOver = () => attempt.over
    const started = await this.ports.startPbx(() => {
      this.failed(attempt, failure('sound.echo-lost'))
    })
    if (!started.ok) {
      this.failed(attempt, started.failure)
      return
    }
    const pbx = started.value
    if (isOver()) {
      pbx.stop()
      return
    }
    attempt.pbx = pbx
    const line = this.ports.lineTo(pbx.port)
    attempt.line = line
    const signedIn = await line.signIn()
    if (isOver()) return
    const leg = signedIn.ok ? line.dial() : null
    if (!leg) {
      this.failed(attempt, signedIn.ok ? failure('media.not-started') : signedIn.failure)
      return
    }
    attempt.leg = leg
    leg.onState((state) => {
      this.follow(attempt, leg, state)
    })
    leg.onMicrophoneLost(() => {
      this.failed(attempt, failure('microphone.failed'))
    })
    // Before it is answered, so that the first word is in it.
    this.told(attempt, await leg.setMicrophone('muted'))
    this.follow(attempt, leg, leg.state)
  }

  private follow(attempt: Attempt, leg: EchoLeg, state: CallState): void {
    if (attempt.over) return
    if (state.kind === 'terminated') {
      this.ports.log.warn(`echo call: over, ${JSON.stringify(state.end)}`)
      this.failed(attempt, failure(attempt.limit ? 'sound.echo-lost' : 'sound.echo-failed'))
    } else if (state.kind === 'confirmed' && !attempt.limit) {
      attempt.limit = setTimeout(() => {
        this.finish(attempt, { phase: 'ended', by: 'time' })
      }, longestMs)
      this.watch(attempt, this.speak(attempt, leg))
    }
  }

  /** It runs when one can speak, not before: the device may take longer than the answer. */
  private async speak(attempt: Attempt, leg: EchoLeg): Promise<void> {
    this.told(attempt, await leg.setMicrophone('open'))
    if (!attempt.over) this.ports.changed({ phase: 'running', answeredAt: this.ports.now() })
  }

  private told(attempt: Attempt, { problem }: { problem: MicrophoneProblem | null }): void {
    if (problem) this.failed(attempt, failure(`microphone.${problem}`))
  }

  private failed(attempt: Attempt, why: Failure): void {
    this.finish(attempt, { phase: 'failed', failure: why })
  }

  private finish(attempt: Attempt, view: EchoCallView): void {
    if (attempt.over) return
    attempt.over = true
    this.current = null
    if (attempt.limit) clearTimeout(attempt.limit)
    this.ending = this.letGo(attempt)
    this.ports.changed(view)
  }

  /** The microphone first. Unregistering may take its time: nobody waits for that. */
  private async letGo({ pbx, line, leg }: Attempt): Promise<void> {
    const closed = leg?.setMicrophone('closed')
    leg?.hangUp()
    await Promise.allSettled([closed, leg?.close()])
    void Promise.resolve(line?.stop()).finally(() => pbx?.stop())
  }
}
