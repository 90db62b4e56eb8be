import { useTranslation } from 'react-i18next'
import { qualityRatings, type CallQuality } from '@contract/telephony/call-quality'
import './call-quality-badge.css'
import { useQualityDetails } from './use-quality-details'

/** How well the call can be heard: three bars and a word; everything measured is in the hint. */
export function CallQualityBadge({ quality }: { quality: CallQuality | null }) {
  const { t } = useTranslation()
  const details = useQualityDetails(quality)
  if (!quality?.rating) return null
  const bars = qualityRatings.length - qualityRatings.indexOf(quality.rating)
  const label = t(`quality.ratings.${quality.rating}`)
  return (
    <span
      className={`call-quality call-quality--${quality.rating}`}
      role="img"
      tabIndex={0}
      aria-label={`${t('quality.label')}: ${label}. ${details}`}
      data-hint={details}
    >
      <span className="call-quality__bars" aria-hidden="true">
        {qualityRatings.map((rating, index) => (
          <span
            key={rating}
            className={`call-quality__bar ${index < bars ? 'call-quality__bar--lit' : ''}`}
          />
        ))}
      </span>
      <span aria-hidden="true">{label}</span>
    </span>
  )
}
