import type { Account } from '@contract/settings/customer'
import type { CallState } from '@contract/telephony/call-state'
import type { CallStatistics } from '@contract/telephony/call-statistics'
import { infoDigitMs } from '@contract/telephony/dtmf'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import { StatisticsOfCall } from '../history/statistics-of-call'
import type { CallMediaSession } from '../media/media-host'
import type { IncomingLeg, LegAnswer, LegParty, LegTransfer, PhoneLeg } from '../phone/ports'
import type { IncomingCall, RemoteParty, SipCall } from '../sip/ports'
import { sendDtmf } from '../supervision/dtmf-sending'
import { keepMediaAlive } from './media-renewal'

/** One SIP call with its media, as the phone needs it. */
export class SipPhoneLeg implements PhoneLeg {
  private readonly microphoneLost: (() => void)[] = []
  private readonly receivedAudio: ((flowing: boolean) => void)[] = []
  private readonly heard = new StatisticsOfCall()
  private tellsOf = (state: CallState) => state

  constructor(
    protected readonly call: SipCall,
    private readonly dtmfMethod: Account['dtmfMethod'],
    /** null until an incoming call is answered */
    private media: CallMediaSession | null
  ) {
    if (media) this.listenTo(media)
  }

  get state(): CallState {
    return this.tellsOf(this.call.state)
  }

  onState(listener: (state: CallState) => void): void {
    this.call.onState((state) => {
      listener(this.tellsOf(state))
    })
  }

  onParty(listener: (party: LegParty) => void): void {
    this.call.onRemote((remote) => {
      listener(partyOf(remote))
    })
  }

  onHeldByRemote(listener: (held: boolean) => void): void {
    this.call.onHeld(({ remote }) => {
      listener(remote)
    })
  }

  hangUp(): void {
    this.call.hangUp()
  }

  setHeld(held: boolean): Promise<LegAnswer> {
    return this.call.setHeld(held)
  }

  transfer(number: string): Promise<LegTransfer> {
    return this.call.transfer(number)
  }

  transferTo(other: PhoneLeg): Promise<LegTransfer> {
    if (!(other instanceof SipPhoneLeg)) throw new TypeError('not a leg of an account')
    return this.call.transferTo(other.call)
  }

  setMicrophone(microphone: MicrophonePolicy): ReturnType<CallMediaSession['setMicrophone']> {
    return this.media?.setMicrophone(microphone) ?? Promise.resolve({ problem: null })
  }

  onMicrophoneLost(listener: () => void): void {
    this.microphoneLost.push(listener)
  }

  onReceivedAudio(listener: (flowing: boolean) => void): void {
    this.receivedAudio.push(listener)
  }

  get statistics(): CallStatistics | null {
    return this.heard.statistics
  }

  async sendDigits(digits: string): Promise<{ sent: boolean }> {
    const { media, call } = this
    if (!media) return { sent: false }
    const { sent } = await sendDtmf(
      {
        telephoneEvents: media.telephoneEvents,
        sendTelephoneEvents: (text) => media.sendDigits(text),
        sendInfo: (digit) => call.sendInfo(digit, infoDigitMs)
      },
      digits,
      this.dtmfMethod
    )
    return { sent }
  }

  close(): Promise<void> {
    return this.media?.close() ?? Promise.resolve()
  }

  protected use(media: CallMediaSession): void {
    this.media = media
    this.listenTo(media)
  }

  private listenTo(media: CallMediaSession): void {
    this.tellsOf = keepMediaAlive(this.call, media, () => this.call.renew())
    media.onQuality((quality) => {
      // What is heard before the answer is an announcement or a ringing tone of the PBX.
      if (this.call.state.kind === 'confirmed') this.heard.add(quality)
    })
    media.onMicrophoneLost(() => {
      for (const listener of this.microphoneLost) listener()
    })
    media.onReceivedAudio((flowing) => {
      for (const listener of this.receivedAudio) listener(flowing)
    })
  }
}

/** A call that rings has no media: nothing is bound or captured for somebody who may never be answered. */
export class IncomingSipLeg extends SipPhoneLeg implements IncomingLeg {
  constructor(
    protected override readonly call: IncomingCall,
    dtmfMethod: Account['dtmfMethod'],
    private readonly openMedia: () => CallMediaSession | null,
    private readonly mediaIsUp: () => boolean
  ) {
    super(call, dtmfMethod, null)
  }

  get party(): LegParty {
    return partyOf(this.call.remote)
  }

  get canAnswer(): boolean {
    return this.mediaIsUp()
  }

  answer(): void {
    const media = this.openMedia()
    if (!media) {
      this.call.reject(480)
      return
    }
    this.use(media)
    this.call.answer(media)
  }

  reject(statusCode: 486 | 480): void {
    this.call.reject(statusCode)
  }
}

function partyOf({ user, host, displayName }: RemoteParty): LegParty {
  return { number: user || host, displayName }
}
