import { useTranslation } from 'react-i18next'
import { qualityRatings, type QualityRating } from '@contract/telephony/call-quality'
import './quality-bars.css'

/** Three bars and a word: how well a call can be heard, or could be. */
export function QualityBars({ rating }: { rating: QualityRating }) {
  const { t } = useTranslation()
  const lit = qualityRatings.length - qualityRatings.indexOf(rating)
  return (
    <span className={`quality-bars quality-bars--${rating}`}>
      <span className="quality-bars__bars" aria-hidden="true">
        {qualityRatings.map((each, index) => (
          <span
            key={each}
            className={`quality-bars__bar ${index < lit ? 'quality-bars__bar--lit' : ''}`}
          />
        ))}
      </span>
      <span>{t(`quality.ratings.${rating}`)}</span>
    </span>
  )
}
