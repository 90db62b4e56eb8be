import { portServer } from '@contract/ipc/port-call'
import { NetworkWatch } from '../../../../src-main/network/network-watch'
import { epochMs } from '../../../support/phone/clock'
import { AccountPhone, callBecomes, type CallWithAudio } from '../../account-phone'
import { levelFromNow } from '../../tones'
import type { FarPhoneRequests } from '../far-phone-protocol'

const answeredWithinMs = 10_000
let phone: AccountPhone | undefined
let watch: NetworkWatch | undefined
let current: CallWithAudio | undefined

function opened(): AccountPhone {
  if (!phone) throw new Error('the phone is not open')
  return phone
}

function inCall(): CallWithAudio {
  if (!current) throw new Error('there is no call')
  return current
}

/** The app's SIP stack and its network watch in a network namespace of their own, asked over the pipe to whoever started it. */
const { receive } = portServer<FarPhoneRequests, never>(
  { postMessage: (message) => process.send?.(message) },
  {
    open(options) {
      const { account } = (phone = new AccountPhone(options))
      watch = new NetworkWatch({ onChange: () => account.networkChanged() })
      return null
    },
    register: () => opened().register(30_000),
    async registrationIs({ kind, since, milliseconds }) {
      const there = () =>
        opened().states.find(({ at, state }) => at >= since && state.kind === kind)
      if (!there()) await opened().registration(milliseconds, (state) => state.kind === kind)
      return there()?.at ?? NaN
    },
    registrationsSince: (since) =>
      opened()
        .states.filter(({ at }) => at >= since)
        .map(({ state }) => state.kind),
    async dial(number) {
      current = await opened().dial(number)
      return (await callBecomes(current.call, answeredWithinMs, 'confirmed', 'terminated')).kind
    },
    async callEnds({ milliseconds }) {
      const { end } = await callBecomes(inCall().call, milliseconds, 'terminated')
      return { at: epochMs(), by: end.by }
    },
    callState: () => inCall().call.state.kind,
    level: (hz) => levelFromNow(inCall().media.audio.recording, hz),
    requestsSince: (since) =>
      opened()
        .wire.filter(
          ({ at, direction, text }) =>
            at >= since && direction === 'sent' && !text.startsWith('SIP/')
        )
        .map(({ at, text }) => ({
          at,
          line: text.split('\r\n', 1)[0] ?? '',
          contact: /^Contact: (.*)$/m.exec(text)?.[1] ?? ''
        })),
    hangUp() {
      inCall().call.hangUp()
      return null
    },
    async close() {
      watch?.stop()
      await phone?.close()
      return null
    }
  }
)
process.on('message', receive)
process.once('disconnect', () => process.exit())
process.send?.({ event: 'ready' })
