import { Slider } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useIntent, useSlice } from '../../store/coachline-context'

/** Main is told where the handle was let go; meanwhile the handle follows the hand. */
export function VolumeSlider() {
  const { t } = useTranslation()
  const intent = useIntent()
  const { volumePercent, devices, inUse } = useSlice('sound')
  const speaker = devices?.find(({ id, kind }) => kind === 'speaker' && id === inUse.speaker)
  const [moving, setMoving] = useState<number | null>(null)
  const shown = moving ?? volumePercent
  return (
    <div>
      <p className="field-label" id="volume-label">
        {t('soundSettings.volume')}
      </p>
      {speaker && (
        <p className="field-hint">{t('soundSettings.volumeFor', { label: speaker.label })}</p>
      )}
      <div className="volume">
        <Slider
          className="volume__slider"
          thumbProps={{ 'aria-labelledby': 'volume-label' }}
          label={null}
          value={shown}
          onChange={setMoving}
          onChangeEnd={(percent) => {
            setMoving(null)
            intent('sound.setVolume', { volumePercent: percent })
          }}
        />
        <span className="volume__value tabular">
          {t('soundSettings.volumePercent', { percent: shown })}
        </span>
      </div>
    </div>
  )
}
