import { Loader } from '@mantine/core'
import { IconAlertTriangle, IconPhone, IconPlayerPause } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PhoneCallView } from '@contract/ipc/phone-view'
import { ElapsedTime } from '../../components/elapsed-time'
import { SystemSettingButton } from '../../components/system-setting-button'
import { useFailureText } from '../../i18n/use-failure-text'
import { CallActions } from './call-actions'
import { HearsYou } from './hears-you'
import { partyName } from './party-text'
import type { TakenCall } from './taken-call'

/** A call of the manager from the moment it was dialled or answered. */
export function CallRow({ call, calls }: { call: TakenCall; calls: readonly PhoneCallView[] }) {
  const { t } = useTranslation()
  const name = partyName(call.party)
  const held = call.phase === 'connected' && call.hold !== 'none'
  return (
    <section
      className="phone-call"
      data-phase={call.phase}
      data-held={held || undefined}
      aria-label={t('phone.callWith', { name })}
    >
      <Note call={call} />
      <div className="phone-call__who">
        <span className="phone-call__disc">
          <DiscIcon call={call} held={held} />
        </span>
        <p className="phone-call__name ellipsis selectable">{name}</p>
        <p className="phone-call__line tabular">
          <span className="phone-call__state" role="status">
            {useStateText(call)}
          </span>
          {call.phase === 'connected' && (
            <span role="timer" aria-label={t('dock.inCallFor')}>
              <ElapsedTime since={call.answeredAt} />
            </span>
          )}
          {call.party.name !== null && <span className="ellipsis">{call.party.number}</span>}
        </p>
      </div>
      <HearsYou call={call} />
      <CallActions call={call} calls={calls} />
    </section>
  )
}

function DiscIcon({ call, held }: { call: TakenCall; held: boolean }) {
  if (call.phase !== 'connected') return <Loader size={17} color="var(--ink-on-mode)" />
  return held ? (
    <IconPlayerPause size={19} stroke={1.75} aria-hidden="true" />
  ) : (
    <IconPhone size={19} stroke={1.75} aria-hidden="true" />
  )
}

function useStateText(call: TakenCall): string {
  const { t } = useTranslation()
  switch (call.phase) {
    case 'answering':
      return t('phone.state.answering')
    case 'dialling':
      return t(call.rings ? 'phone.state.rings' : 'phone.state.dialling')
    case 'connected':
      if (call.transferringTo !== null)
        return t('phone.state.transferring', { number: call.transferringTo })
      if (call.hold !== 'none') return t(`phone.state.${call.hold}`)
      if (call.heldByRemote) return t('phone.state.heldByRemote')
      return t(call.consultFor === null ? 'phone.state.connected' : 'phone.state.consulting')
  }
}

/** What is wrong, above the line: the buttons stay where they are. */
function Note({ call }: { call: TakenCall }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  if (call.phase !== 'connected') return null
  const failed = call.failure && failureText(call.failure)
  if (!failed && !call.silent) return null
  return (
    <p
      className="phone-call__note selectable"
      role="status"
      data-tone={failed ? 'failure' : 'caution'}
    >
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
      <span>
        {failed
          ? `${failed.text} ${failed.next}`
          : `${t('dock.message.silent')} ${t('phone.silentNext')}`}
      </span>
      {call.failure && <SystemSettingButton reason={call.failure.reason} />}
    </p>
  )
}
