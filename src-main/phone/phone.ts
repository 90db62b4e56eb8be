import { randomUUID } from 'node:crypto'
import { failure, type Failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { PhoneParty, PhoneView, RecentCall } from '@contract/ipc/phone-view'
import type { CallEnd } from '@contract/telephony/call-state'
import type { DialledCode } from '@contract/settings/dialled-code'
import { CallLog } from './call-log'
import { Floor } from './floor'
import { ordinaryNumber } from './ordinary-number'
import { PhoneCall, type PhoneCallFacts } from './phone-call'
import { phoneCallView } from './phone-call-view'
import { callOver } from './phone-failures'
import type { IncomingLeg, PhoneLeg, PhoneLine, PhonePorts } from './ports'
import { recentCall } from './recent-calls'

/**
 * The manager's own calls, beside supervision. One audio session talks at a time: whatever takes the floor first holds
 * the call that has it, one after the other, and gives up when that is refused.
 */
export class Phone {
  /** in the order in which they began */
  private readonly calls = new Map<string, PhoneCall>()
  private readonly ringing = new Map<string, IncomingLeg>()
  private readonly log: CallLog
  private readonly floor = new Floor(this.calls)
  private readonly listeners = new Set<(view: PhoneView) => void>()

  constructor(
    private readonly ports: PhonePorts,
    recent: readonly RecentCall[] = []
  ) {
    this.log = new CallLog(recent, (calls) => {
      ports.keepRecent(calls)
      this.publish()
    })
  }

  get view(): PhoneView {
    return {
      calls: [...this.calls.values()].flatMap((call) => phoneCallView(call) ?? []),
      over: this.log.justOver,
      recent: this.log.recent
    }
  }

  onChange(listener: (view: PhoneView) => void): void {
    this.listeners.add(listener)
  }

  /** True while a call goes through this customer's account, or through any where none is named. */
  inCall(customerId?: string): boolean {
    return [...this.calls.values()].some(
      ({ facts }) => customerId === undefined || facts.customerId === customerId
    )
  }

  /**
   * Why no supervision can be joined now: its audio would mix with the one of a call, also of a held one that is taken
   * up again. A call that rings is no hindrance.
   */
  get supervisionRefusal(): Failure | null {
    const busy = [...this.calls.values()].find(({ current }) => current.phase !== 'ringing')
    return busy ? failure('supervision.in-call', { name: busy.title }) : null
  }

  /** What was typed, where it is no number to be dialled from here but the code of a supervision. */
  supervisionCode(text: string): DialledCode | null {
    return this.ports.activeLine()?.supervisionCode(text) ?? null
  }

  /** Resolves as soon as the INVITE is on its way; the outcome is in the view. */
  dial(text: string): Promise<Result<null>> {
    return this.floor.inTurn(() => this.place(this.ports.activeLine(), text, null))
  }

  /** Holds a call and calls somebody first, before an attended transfer. */
  consult(id: string, text: string): Promise<Result<null>> {
    return this.floor.inTurn(() => {
      const call = this.calls.get(id)
      return call ? this.place(this.ports.lineOf(call.facts.customerId), text, id) : callOver()
    })
  }

  /** A call comes in. Told before it rings, so that it can be refused without a sound. */
  incoming(customerId: string, leg: IncomingLeg): void {
    const line = this.ports.lineOf(customerId)
    if (!line) {
      leg.reject(480)
      void leg.close()
      return
    }
    const facts = this.factsOf(line, 'incoming', null)
    const { number, displayName } = leg.party
    const party = { number, name: line.nameOf(number) ?? displayName }
    if (this.ports.supervisedName() !== null && line.whenSupervising === 'busy') {
      leg.reject(486)
      void leg.close()
      const missed = { party, answeredAt: null }
      this.log.remember(recentCall(facts, missed, 'missed-while-supervising', 0))
      return
    }
    this.ringing.set(facts.id, leg)
    this.add(facts, leg, party, line)
  }

  answer(id: string, endSupervision: boolean): Promise<Result<null>> {
    return this.floor.inTurn(async () => {
      const name = this.ports.supervisedName()
      if (!this.ringing.has(id)) return callOver()
      if (name !== null) {
        if (!endSupervision) return fail(failure('phone.in-supervision', { name }))
        this.ports.endSupervision()
      }
      const room = await this.floor.makeRoom()
      if (!room.ok) return room
      const leg = this.ringing.get(id)
      const call = this.calls.get(id)
      if (!leg || !call) return callOver()
      const joined = this.ports.supervisedName()
      if (joined !== null) return fail(failure('phone.in-supervision', { name: joined }))
      if (!leg.canAnswer) return fail(failure('media.not-started'))
      this.ringing.delete(id)
      await call.answer(leg)
      return ok()
    })
  }

  reject(id: string): Result<null> {
    const leg = this.ringing.get(id)
    if (!leg) return callOver()
    // Not 603, which would be final for every phone of a ring group (RFC 3261 §21.6.2).
    leg.reject(486)
    this.calls.get(id)?.hangUp()
    return ok()
  }

  hangUp(id: string): Result<null> {
    const call = this.calls.get(id)
    if (!call) return callOver()
    call.hangUp()
    return ok()
  }

  async setMuted(id: string, muted: boolean): Promise<Result<null>> {
    return this.calls.get(id)?.setMuted(muted) ?? callOver()
  }

  setHeld(id: string, held: boolean): Promise<Result<null>> {
    const call = this.calls.get(id)
    if (!call) return Promise.resolve(callOver())
    // Closing the microphone must not wait for anybody's turn.
    if (held) return call.hold()
    return this.floor.inTurn(async () => {
      const room = await this.floor.makeRoom(call)
      return room.ok ? call.resume() : room
    })
  }

  async sendDigits(id: string, digits: string): Promise<Result<null>> {
    return this.calls.get(id)?.sendDigits(digits) ?? callOver()
  }

  /** Blind transfer. */
  async transfer(id: string, text: string): Promise<Result<null>> {
    const call = this.calls.get(id)
    if (!call) return callOver()
    const number = ordinaryNumber(text, this.ports.lineOf(call.facts.customerId))
    return number.ok ? call.transfer(number.value, () => call.leg.transfer(number.value)) : number
  }

  /** Attended transfer: the other sides of the two calls talk to each other, and the manager is out of both. */
  async connectCalls(id: string, otherId: string): Promise<Result<null>> {
    const call = this.calls.get(id)
    const other = this.calls.get(otherId)
    if (!call || other?.current.phase !== 'connected' || call === other) return callOver()
    const connected = await call.transfer(other.party.number, () => {
      const outcome = call.leg.transferTo(other.leg)
      // The PBX ends both, in whichever order.
      void other.endsWith(outcome)
      return outcome
    })
    if (connected.ok) other.transferred()
    return connected
  }

  markSeen(): Result<null> {
    this.log.markSeen()
    return ok()
  }

  clearRecent(): Result<null> {
    this.log.clear()
    return ok()
  }

  /** Everything is hung up, e.g. because the app ends. */
  hangUpAll(): void {
    for (const call of [...this.calls.values()]) call.hangUp()
  }

  private async place(
    line: PhoneLine | null,
    text: string,
    consultFor: string | null
  ): Promise<Result<null>> {
    const ordinary = ordinaryNumber(text, line)
    if (!ordinary.ok) return ordinary
    const number = ordinary.value
    if (!line) return fail(failure('phone.not-registered'))
    const refused = this.dialRefusal(line)
    if (refused) return fail(refused)
    const meant = { number, customerId: line.customerId, consultFor }
    // Pressed twice: it is on its way.
    if ([...this.calls.values()].some((call) => call.isDialling(meant))) return ok()
    const room = await this.floor.makeRoom()
    if (!room.ok) return room
    const late = this.dialRefusal(line)
    if (late) return fail(late)
    const leg = line.dial(number)
    if (!leg) return fail(failure('media.not-started'))
    const party = { number, name: line.nameOf(number) }
    this.add(this.factsOf(line, 'outgoing', consultFor), leg, party, line)
    return ok()
  }

  private dialRefusal(line: PhoneLine): Failure | null {
    const name = this.ports.supervisedName()
    if (name !== null) return failure('phone.in-supervision', { name })
    return line.isRegistered ? null : failure('phone.not-registered')
  }

  private factsOf(
    line: PhoneLine,
    direction: PhoneCallFacts['direction'],
    consultFor: string | null
  ): PhoneCallFacts {
    const { customerId, customerName } = line
    const startedAt = this.ports.now()
    return { id: randomUUID(), customerId, customerName, direction, startedAt, consultFor }
  }

  private add(facts: PhoneCallFacts, leg: PhoneLeg, party: PhoneParty, line: PhoneLine): void {
    const listener = {
      changed: () => {
        this.publish()
      },
      ended: (end: CallEnd | 'transferred') => {
        this.ended(call, end)
      }
    }
    const tools = {
      nameOf: (number: string) => line.nameOf(number),
      now: () => this.ports.now(),
      log: this.ports.log
    }
    const call = new PhoneCall(facts, leg, party, listener, tools)
    this.calls.set(facts.id, call)
    this.log.begun()
    this.publish()
    call.begin()
  }

  private ended(call: PhoneCall, end: CallEnd | 'transferred'): void {
    const { id, consultFor } = call.facts
    this.calls.delete(id)
    this.ringing.delete(id)
    this.log.ended(recentCall(call.facts, call, end, this.ports.now()))
    if (consultFor !== null && end !== 'transferred') this.backTo(consultFor)
  }

  /** Whoever was put on hold for a consultation is talked to again when it is over. */
  private backTo(id: string): void {
    void this.floor.inTurn(() => {
      const call = this.calls.get(id)
      return call && !this.floor.isTaken && this.ports.supervisedName() === null
        ? call.resume()
        : ok()
    })
  }

  private publish(): void {
    const { view } = this
    for (const listener of this.listeners) listener(view)
  }
}
