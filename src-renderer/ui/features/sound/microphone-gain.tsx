import { Slider } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { microphoneGainRangeDb } from '@contract/settings/sound'
import { useIntent, useSlice } from '../../store/coachline-context'

const { least, most } = microphoneGainRangeDb
const signs = new Intl.NumberFormat('en', { signDisplay: 'exceptZero' })

/** Main is told where the handle was let go; meanwhile the handle follows the hand. */
export function MicrophoneGain() {
  const { t } = useTranslation()
  const intent = useIntent()
  const { microphoneGainDb, devices, inUse } = useSlice('sound')
  const microphone = devices?.find(
    ({ id, kind }) => kind === 'microphone' && id === inUse.microphone
  )
  const [moving, setMoving] = useState<number | null>(null)
  const shown = moving ?? microphoneGainDb
  const decibels = (gainDb: number) =>
    t('soundSettings.gainDb', { gain: signs.format(gainDb).replace('-', '−') })
  return (
    <div>
      <p className="field-label" id="gain-label">
        {t('soundSettings.gain')}
      </p>
      {microphone && (
        <p className="field-hint" id="gain-hint">
          {t('soundSettings.gainFor', { label: microphone.label })}
        </p>
      )}
      <div className="volume">
        <Slider
          className="volume__slider"
          min={least}
          max={most}
          startPointValue={0}
          marks={[{ value: 0 }]}
          thumbProps={{
            'aria-labelledby': 'gain-label',
            ...(microphone && { 'aria-describedby': 'gain-hint' }),
            'aria-valuetext': decibels(shown)
          }}
          label={null}
          value={shown}
          onChange={setMoving}
          onChangeEnd={(gainDb) => {
            setMoving(null)
            intent('sound.setMicrophoneGain', { gainDb })
          }}
        />
        <span className="volume__value tabular">{decibels(shown)}</span>
      </div>
    </div>
  )
}
