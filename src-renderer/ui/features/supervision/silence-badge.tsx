import { IconVolumeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SilenceCause } from '@contract/telephony/call-quality'
import './silence-badge.css'

/** In the place of the quality, while the sentence of the dock speaks of something else. */
export function SilenceBadge({ cause }: { cause: SilenceCause }) {
  const { t } = useTranslation()
  const why = t(`dock.message.silentBecause.${cause}`)
  return (
    <span className="silence-badge" role="status" aria-description={why} data-hint={why}>
      <IconVolumeOff size={15} stroke={1.75} aria-hidden="true" />
      {t('dock.noAudio')}
    </span>
  )
}
