import { failure, type Failure } from '@contract/errors/reasons'
import { joinNumber } from '@contract/settings/dialing-rule'
import type { CallQuality, SilenceCause } from '@contract/telephony/call-quality'
import type { CallState } from '@contract/telephony/call-state'
import { MicrophoneConfirmation } from '@contract/telephony/microphone-confirmation'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import { sendDtmf, type DtmfOutcome } from './dtmf-sending'
import type { SupervisionCall, SupervisionPorts, SupervisionProfile } from './ports'

export interface LegListener {
  /** Not told of a leg that we left. */
  state(state: CallState): void
  microphoneLost(): void
  /** Nothing can be heard or sent in it any more. */
  lost(): void
  /** silence or quality */
  changed(): void
}

/** One call of a supervision, which may go on in another one: what is asked of it, and what is known of it. */
export class SupervisedLeg {
  /** We hang up to dial another prefix: its end is not the end. */
  left = false
  /** Nothing can be heard or sent in it any more: another one takes its place. */
  mute = false
  silence: SilenceCause | null = null
  quality: CallQuality | null = null
  private readonly microphone = new MicrophoneConfirmation()

  constructor(
    private readonly call: SupervisionCall,
    readonly profile: SupervisionProfile,
    listener: LegListener,
    private readonly log: SupervisionPorts['log']
  ) {
    call.onState((state) => {
      if (!this.left) listener.state(state)
    })
    call.onMicrophoneLost(() => listener.microphoneLost())
    call.onSessionLost(() => {
      if (this.left || this.mute) return
      this.mute = true
      listener.lost()
    })
    call.onReceivedAudio((flowing, cause) => {
      this.silence = flowing ? null : (cause ?? 'stopped')
      listener.changed()
    })
    call.onQuality((quality) => {
      this.quality = quality
      listener.changed()
    })
  }

  /** The most open that the microphone may be, by what was asked and what was confirmed. */
  get microphoneAtMost(): MicrophonePolicy {
    return this.microphone.atMost
  }

  get microphoneIsClosed(): boolean {
    return this.microphone.confirmed === 'closed'
  }

  /** The mode is changed in another call. */
  get mustRejoin(): boolean {
    return this.mute || this.profile.codes.switchMethod === 'rejoin'
  }

  /** @returns why the device could not be opened, or null */
  async setMicrophone(wanted: MicrophonePolicy): Promise<Failure | null> {
    const problem = await this.microphone.move(wanted, this.call, this.log)
    return problem && failure(`microphone.${problem}`)
  }

  dial(mode: SupervisionMode): void {
    const { codes, target } = this.profile
    this.call.dial(joinNumber(codes, mode, target.extension))
  }

  /** Resolves to false when the PBX refused it. */
  get answered(): Promise<boolean> {
    return new Promise((resolve) => {
      this.call.onState(({ kind }) => {
        if (kind === 'confirmed') resolve(true)
        else if (kind === 'terminated') resolve(false)
      })
    })
  }

  sendCode(mode: SupervisionMode): Promise<DtmfOutcome> {
    const { codes, dtmfMethod } = this.profile
    return sendDtmf(this.call, codes.dtmfCodes[mode], dtmfMethod)
  }

  /** Hangs up. Resolves when nothing of it is left. */
  async close(): Promise<void> {
    this.left = true
    this.call.hangUp()
    try {
      await this.call.close()
    } catch (error) {
      this.log.warn(`supervision: closing the media failed: ${String(error)}`)
    }
  }
}
