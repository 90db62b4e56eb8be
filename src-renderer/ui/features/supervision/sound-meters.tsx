import { useTranslation } from 'react-i18next'
import { LevelMeter } from '../../components/level-meter'
import { MicrophoneBadge } from './microphone-badge'
import type { SupervisionInProgress } from './supervision-dock'
import './sound-meters.css'

export function SoundMeters({ view }: { view: SupervisionInProgress }) {
  const { t } = useTranslation()
  return (
    <div className="sound-meters">
      <MicrophoneBadge microphone={view.phase === 'supervising' ? view.microphone : null} />
      <div className="sound-meters__line">
        <span className="sound-meters__name">{t('sound.microphone')}</span>
        <LevelMeter channel="microphoneDbfs" label={t('sound.microphoneLevel')} />
      </div>
      <div className="sound-meters__line">
        <span className="sound-meters__name">{t('sound.received')}</span>
        <LevelMeter channel="receivedDbfs" label={t('sound.receivedLevel')} />
      </div>
    </div>
  )
}
