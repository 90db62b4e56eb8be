import { useTranslation } from 'react-i18next'
import { LevelMeter } from '../../components/level-meter'
import './sound-meters.css'

export function SoundMeters() {
  const { t } = useTranslation()
  return (
    <div className="sound-meters">
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
