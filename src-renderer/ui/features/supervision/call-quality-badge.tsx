import { useTranslation } from 'react-i18next'
import type { CallQuality } from '@contract/telephony/call-quality'
import { QualityBars } from '../../components/quality-bars'
import './call-quality-badge.css'
import { useQualityDetails } from './use-quality-details'

/** How well the call can be heard: three bars and a word; everything measured is in the hint. */
export function CallQualityBadge({ quality }: { quality: CallQuality | null }) {
  const { t } = useTranslation()
  const details = useQualityDetails(quality)
  if (!quality?.rating) return null
  const label = t(`quality.ratings.${quality.rating}`)
  return (
    <span
      className="call-quality"
      role="img"
      tabIndex={0}
      aria-label={`${t('quality.label')}: ${label}. ${details}`}
      data-hint={details}
    >
      <QualityBars rating={quality.rating} />
    </span>
  )
}
