import {
  IconArrowMerge,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PhoneCallView } from '@contract/ipc/phone-view'
import { ActionButton } from '../../components/action-button'
import { useIntent } from '../../store/coachline-context'
import { useMuteKey } from '../supervision/use-mute-key'
import { KeypadAction } from './keypad-action'
import { partyName } from './party-text'
import { TransferAction } from './transfer-action'
import type { TakenCall } from './taken-call'

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

/** The same buttons in the same places from the first moment to the last. */
export function CallActions({ call, calls }: { call: TakenCall; calls: readonly PhoneCallView[] }) {
  const { t } = useTranslation()
  const intent = useIntent()
  const { id } = call
  const connected = call.phase === 'connected' ? call : null
  const muted = connected?.muted ?? false
  const held = connected !== null && connected.hold !== 'none'
  const notYet = connected ? undefined : t('phone.notYet')
  const toggleMute = () => intent('phone.setMuted', { id, muted: !muted })
  useMuteKey(connected && !held ? toggleMute : null)

  const waiting = calls.find((other) => other.id === call.consultFor)
  return (
    <div className="phone-call__actions">
      {waiting && (
        <span className="phone-call__wide">
          <ActionButton
            label={t('phone.completeTransfer')}
            icon={<IconArrowMerge {...icon} />}
            hint={t('phone.completeTransferHint', {
              name: partyName(waiting.party),
              other: partyName(call.party)
            })}
            refusal={notYet}
            tone="accent"
            onClick={() => intent('phone.connectCalls', { id: waiting.id, otherId: id })}
          />
        </span>
      )}
      <ActionButton
        label={t(muted ? 'dock.unmute' : 'dock.mute')}
        icon={muted ? <IconMicrophoneOff {...icon} /> : <IconMicrophone {...icon} />}
        pressed={muted}
        hint={t(muted ? 'dock.unmute' : 'dock.mute')}
        refusal={held ? t('phone.muteHeld') : notYet}
        onClick={toggleMute}
      />
      <ActionButton
        label={t(held ? 'phone.resume' : 'phone.hold')}
        icon={held ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />}
        hint={t(held ? 'phone.resumeHint' : 'phone.holdHint')}
        refusal={
          connected?.hold === 'holding' || connected?.hold === 'resuming'
            ? t(`phone.state.${connected.hold}`)
            : notYet
        }
        onClick={() => intent('phone.setHeld', { id, held: !held })}
      />
      {!waiting && <KeypadAction id={id} refusal={held ? t('phone.keypadHeld') : notYet} />}
      {!waiting && <TransferAction call={call} calls={calls} refusal={notYet} />}
      <span className="phone-call__wide">
        <ActionButton
          label={t(connected ? 'dock.hangUp' : 'dock.cancel')}
          icon={<IconPhoneOff {...icon} />}
          tone="danger"
          onClick={() => intent('phone.hangUp', { id })}
        />
      </span>
    </div>
  )
}
