import { IconMicrophone, IconMicrophoneOff, IconPhoneOff, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../components/action-button'
import { useIntent } from '../../store/coachline-context'
import type { SupervisionInProgress } from './supervision-in-progress'
import { useHotkeyText } from './use-hotkey-text'
import { useMuteKey } from './use-mute-key'
import './dock-actions.css'

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

export interface DockActionsProps {
  readonly view: SupervisionInProgress
  /** in the small window: pictures alone, and no key, because whoever clicks there goes on typing elsewhere */
  readonly compact?: boolean
}

export function DockActions({ view, compact = false }: DockActionsProps) {
  const { t } = useTranslation()
  const intent = useIntent()
  const supervising = view.phase === 'supervising'
  const muted = supervising && view.muted
  const canMute = supervising && (view.microphone !== 'closed' || muted)
  const sendAgain = useSendAgainRefusal(view)
  const hangUpHint = useHotkeyText('hang-up')
  const toggleMute = () => intent('supervision.setMuted', { muted: !muted })
  useMuteKey(canMute && !compact ? toggleMute : null)

  return (
    <div className="dock-actions">
      <ActionButton
        label={t(muted ? 'dock.unmute' : 'dock.mute')}
        icon={muted ? <IconMicrophoneOff {...icon} /> : <IconMicrophone {...icon} />}
        keys={<span className="hotkey-cap">{t('shortcuts.keys.mute')}</span>}
        pressed={muted}
        refusal={canMute ? undefined : t('dock.muteClosed')}
        onClick={toggleMute}
      />
      {!compact && (
        <ActionButton
          label={t('dock.sendAgain')}
          icon={<IconRefresh {...icon} />}
          refusal={sendAgain}
          hint={t('dock.knowledgeHint.sent')}
          onClick={() => intent('supervision.sendAgain')}
        />
      )}
      <ActionButton
        label={t(supervising ? 'dock.hangUp' : 'dock.cancel')}
        icon={<IconPhoneOff {...icon} />}
        hint={hangUpHint}
        tone="danger"
        onClick={() => intent('supervision.hangUp')}
      />
    </div>
  )
}

function useSendAgainRefusal(view: SupervisionInProgress): string | undefined {
  const { t } = useTranslation()
  if (view.phase === 'joining' || view.knowledge === 'joined') return t('dock.sendAgainNothing')
  return view.change ? t('dock.sendAgainWait') : undefined
}
