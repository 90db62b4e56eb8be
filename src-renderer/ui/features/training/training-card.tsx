import { IconEar } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { levelShare } from '../../components/level-share'
import { useSlice } from '../../store/coachline-context'
import './training-card.css'

/** Below this a simulated party hears nothing of the manager. */
const SILENCE_DBFS = -70

/** Proof rather than a promise: what the demo PBX measures at the ears of the simulated parties. */
export function TrainingCard() {
  const { t } = useTranslation()
  const training = useSlice('training')
  if (!training) return null
  return (
    <section className="training-card" aria-label={t('training.title')}>
      <p className="training-card__title">
        <IconEar size={16} stroke={1.75} aria-hidden="true" />
        <strong>{t('training.title')}</strong>
        <span>{t('training.lead')}</span>
      </p>
      <HeardLevel party={t('training.agent')} dbfs={training.agentDbfs} />
      <HeardLevel party={t('training.client')} dbfs={training.clientDbfs} />
    </section>
  )
}

function HeardLevel({ party, dbfs }: { party: string; dbfs: number }) {
  const { t } = useTranslation()
  const heard = dbfs > SILENCE_DBFS
  return (
    <div className="training-card__party" data-heard={heard || undefined}>
      <span>{party}</span>
      <span className="training-card__track" aria-hidden="true">
        <span
          className="training-card__bar"
          style={{ transform: `scaleX(${levelShare(dbfs).toFixed(3)})` }}
        />
      </span>
      <span className="training-card__level tabular">
        {heard ? t('training.level', { level: Math.round(dbfs) }) : t('training.silence')}
      </span>
    </div>
  )
}
