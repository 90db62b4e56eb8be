import type { CallEnd, CallState } from '@contract/telephony/call-state'
import { infoDigitMs } from '@contract/telephony/dtmf'
import type { CallMediaSession } from '../media/media-host'
import type { SipCall } from '../sip/ports'
import type { SipAccount } from '../sip/sip-account'
import type { SupervisionCall } from '../supervision/ports'
import { keepMediaAlive } from './media-renewal'
import { rememberRefusal } from './refused-media'

/** Joins one SIP call with its media into what supervision needs. */
export function supervisionCall(account: SipAccount, media: CallMediaSession): SupervisionCall {
  const listeners: ((state: CallState) => void)[] = []
  const sessionLost: (() => void)[] = []
  const refusal = rememberRefusal(media)
  let call: SipCall | null = null
  let tellsOf = (state: CallState) => state
  const tellWhenChanged = (dialled: SipCall, listener: (state: CallState) => void) => {
    dialled.onState((state) => {
      listener(tellsOf(state))
    })
  }
  return {
    dial(number) {
      try {
        call = account.invite(number, refusal.media)
      } catch (error) {
        const end: CallEnd = { by: 'network', reasonPhrase: String(error) }
        for (const listener of listeners) listener({ kind: 'terminated', end })
        return
      }
      const alive = keepMediaAlive(call, media, () => {
        for (const listener of sessionLost) listener()
        return null
      })
      tellsOf = (state) => refusal.tells(alive(state))
      for (const listener of listeners) tellWhenChanged(call, listener)
    },
    onState(listener) {
      listeners.push(listener)
      if (call) tellWhenChanged(call, listener)
    },
    hangUp() {
      call?.hangUp()
    },
    setMicrophone: (microphone) => media.setMicrophone(microphone),
    onMicrophoneLost: (listener) => {
      media.onMicrophoneLost(listener)
    },
    onSessionLost(listener) {
      sessionLost.push(listener)
    },
    onReceivedAudio: (listener) => {
      media.onReceivedAudio(listener)
    },
    onQuality: (listener) => {
      media.onQuality(listener)
    },
    get telephoneEvents() {
      return media.telephoneEvents
    },
    sendTelephoneEvents: (digits) => media.sendDigits(digits),
    async sendInfo(digit) {
      if (!call) throw new Error('nothing was dialled')
      return call.sendInfo(digit, infoDigitMs)
    },
    close: () => media.close()
  }
}
