import type { PhoneCallView } from '@contract/ipc/phone-view'
import type { SupervisionView } from '@contract/ipc/snapshot'
import type { Phone } from '../phone/phone'
import type { Supervisor } from '../supervision/supervisor'
import type { EchoCall } from './echo-call'
import type { TrayState } from './tray-icon'

/** What the tray menu offers of the calls there are. */
export function trayState(
  calls: readonly PhoneCallView[],
  supervision: SupervisionView
): TrayState {
  const ringing = calls.find(({ phase }) => phase === 'ringing')
  const supervising = supervision.phase !== 'idle'
  return {
    canHangUp: supervising || inHand(calls) !== undefined,
    ringing: ringing ? (ringing.party.name ?? ringing.party.number) : null,
    canAnswer: !supervising
  }
}

export function trayCallActions(
  phone: Phone,
  supervisor: Supervisor,
  echoCall: Pick<EchoCall, 'giveWay'>
): Readonly<Record<'answer' | 'reject' | 'hangUp', () => void>> {
  const ringing = () => phone.view.calls.find(({ phase }) => phase === 'ringing')
  return {
    answer: () => {
      const call = ringing()
      // As from the window: the echo call's microphone is closed first (docs/adr/0022).
      if (call) void echoCall.giveWay().then(() => phone.answer(call.id, false))
    },
    reject: () => {
      const call = ringing()
      if (call) phone.reject(call.id)
    },
    hangUp: () => {
      const call = inHand(phone.view.calls)
      if (supervisor.view.phase !== 'idle') supervisor.hangUp()
      else if (call) phone.hangUp(call.id)
    }
  }
}

/** The call that is talked in, else one that is dialled or held. */
function inHand(calls: readonly PhoneCallView[]): PhoneCallView | undefined {
  const taken = calls.filter(({ phase }) => phase !== 'ringing')
  return taken.find((call) => call.phase === 'connected' && call.hold === 'none') ?? taken[0]
}
