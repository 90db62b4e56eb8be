import { IconMicrophone, IconMicrophoneOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import './microphone-badge.css'

/** Unmistakable: a filled badge only while the voice is really sent. null: the PBX has not answered yet. */
export function MicrophoneBadge({ microphone }: { microphone: MicrophonePolicy | null }) {
  const { t } = useTranslation()
  const shown = microphone ?? 'not-yet'
  const Icon = shown === 'open' ? IconMicrophone : IconMicrophoneOff
  return (
    <p
      className={`microphone-badge microphone-badge--${shown}`}
      role="status"
      aria-description={t(`microphone.hint.${shown}`)}
      data-hint={t(`microphone.hint.${shown}`)}
      data-testid="microphone-badge"
    >
      <Icon size={16} stroke={2} aria-hidden="true" />
      {t(`microphone.${shown}`)}
      {shown === 'open' && <span className="microphone-badge__live" aria-hidden="true" />}
    </p>
  )
}
