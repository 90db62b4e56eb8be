import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { SystemSettingButton } from '../../components/system-setting-button'
import { useFailureText } from '../../i18n/use-failure-text'
import { CallQualityBadge } from './call-quality-badge'
import { dockMessage, type DockMessage } from './dock-message'
import { SilenceBadge } from './silence-badge'
import type { SupervisionInProgress } from './supervision-in-progress'

/** One sentence, always in the same place, and how well the call can be heard. */
export function DockMessageLine({ view }: { view: SupervisionInProgress }) {
  const message = dockMessage(view)
  const tone = toneOf(message)
  const Icon = tone === 'plain' ? IconInfoCircle : IconAlertTriangle
  return (
    <div className={`dock__message dock__message--${tone}`}>
      <Icon size={16} stroke={1.75} aria-hidden="true" />
      <p className="dock__sentence selectable" role="status">
        {useSentence(message)}
      </p>
      {message.kind === 'failure' && <SystemSettingButton reason={message.failure.reason} />}
      {view.phase === 'supervising' &&
        (view.silence ? (
          message.kind !== 'silent' && <SilenceBadge cause={view.silence} />
        ) : (
          <CallQualityBadge quality={view.quality} />
        ))}
    </div>
  )
}

function toneOf({ kind }: DockMessage): 'plain' | 'warning' | 'failure' {
  if (kind === 'failure') return 'failure'
  return kind === 'silent' || kind === 'muted' || kind === 'client-may-hear' ? 'warning' : 'plain'
}

function useSentence(message: DockMessage): string {
  const { t } = useTranslation()
  const failureText = useFailureText()
  switch (message.kind) {
    case 'failure': {
      const { text, next } = failureText(message.failure)
      return `${text} ${next}`
    }
    case 'silent':
      return t(`dock.message.silentBecause.${message.cause}`)
    case 'joining':
      return t('dock.message.joining', { name: message.name })
    case 'changing':
      return t(`dock.message.${message.stage}`, { mode: t(`modes.${message.to}`) })
    case 'muted':
      return t('dock.message.muted')
    case 'client-may-hear':
      return t('dock.message.clientMayHear')
    case 'unconfirmed':
      return t(`dock.knowledgeHint.${message.knowledge}`)
    case 'meaning':
      return t(`modeMeaning.${message.mode}`)
  }
}
