import type { EngineEvent, EngineRequests } from '@contract/ipc/media-protocol'
import type { Expectation } from './hang-watch'
import { MediaProcess } from './media-process'

/**
 * Which addresses of this machine a peer connection uses (docs/adr/0013). `any`: one socket bound to none of them, and no
 * candidate. `each`: a socket and a candidate for each.
 */
export type AddressRule = 'any' | 'each'

/** The requests that make a peer connection, which takes the rule that it finds. */
const rules: Partial<Record<keyof EngineRequests, AddressRule>> = {
  connect: 'any',
  directOpen: 'each',
  tryIceServer: 'each'
}

/**
 * The page stands still for as long as the system's audio does while it turns to a device: `setSinkId` and a new
 * AudioContext wait for that.
 */
const turnsToDevice: ReadonlySet<keyof EngineRequests> = new Set([
  'connect',
  'directOpen',
  'directAnswer',
  'directAccept',
  'useSound',
  'testMicrophone',
  'playTone',
  'ringOnce',
  'playSound'
])

/** The audio engine as the calls see it: each of its connections is made under the rule that its kind needs. */
export class EngineProcess extends MediaProcess<EngineRequests, EngineEvent> {
  /** null: it did not answer when it was told another one */
  private rule: AddressRule | null = 'any'
  /** What waits for another rule; whatever is asked meanwhile waits behind it, so that nothing is overtaken. */
  private turn: Promise<unknown> | null = null
  /** A gain works in an AudioContext. */
  private amplifies = false
  private readonly connecting = new Set<Promise<unknown>>()

  /** @param follow - resolves when connections are made under that rule; it begins with `any` */
  constructor(private readonly follow: (rule: AddressRule) => Promise<void>) {
    super('audio engine')
  }

  override request<Name extends keyof EngineRequests>(
    name: Name,
    input: EngineRequests[Name]['input']
  ): Promise<EngineRequests[Name]['output']> {
    const rule = rules[name]
    if (input && 'microphoneGainDb' in input) this.amplifies = input.microphoneGainDb !== 0
    if (!this.turn && (rule === undefined || rule === this.rule)) return this.post(name, input)
    const posted = (this.turn ?? Promise.resolve())
      .then(() => this.change(rule))
      // In an object, because only the posting is waited for.
      .then(() => ({ answer: this.post(name, input) }))
    const turn = posted.catch(() => null)
    this.turn = turn
    void turn.then(() => {
      if (this.turn === turn) this.turn = null
    })
    return posted.then(({ answer }) => answer)
  }

  protected override expectationOf<Name extends keyof EngineRequests>(
    name: Name,
    input: EngineRequests[Name]['input']
  ): Expectation {
    // Until it is answered nobody knows that nothing of the voice can leave any more.
    if (input && 'microphone' in input && input.microphone === 'closed') return 'urgent'
    const isSlow = turnsToDevice.has(name) || (this.amplifies && name === 'setMicrophone')
    return isSlow ? 'slow' : 'usual'
  }

  private async change(rule: AddressRule | undefined): Promise<void> {
    if (rule === undefined || rule === this.rule) return
    await Promise.allSettled(this.connecting)
    if (!this.isRunning) throw this.notRunning()
    this.rule = null
    await this.unlessGone(this.follow(rule))
    this.rule = rule
  }

  /** Of an engine that went while it was told something nothing is to be heard any more. */
  private async unlessGone(done: Promise<void>): Promise<void> {
    let forget = () => {}
    const gone = new Promise<never>((_resolve, reject) => {
      forget = this.onGone(() => reject(this.notRunning()))
    })
    try {
      await Promise.race([done, gone])
    } finally {
      forget()
    }
  }

  private post<Name extends keyof EngineRequests>(
    name: Name,
    input: EngineRequests[Name]['input']
  ): Promise<EngineRequests[Name]['output']> {
    const answer = super.request(name, input)
    if (rules[name] !== undefined) {
      this.connecting.add(answer)
      const settled = () => this.connecting.delete(answer)
      answer.then(settled, settled)
    }
    return answer
  }
}
