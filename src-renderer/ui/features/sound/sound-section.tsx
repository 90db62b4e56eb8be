import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useIntent, useSlice } from '../../store/coachline-context'
import { DeviceChoice } from './device-choice'
import { EchoCall } from './echo-call'
import { MicrophoneGain } from './microphone-gain'
import { VolumeSlider } from './volume-slider'
import './sound-section.css'

const listeningSwitches = ['evenLoudness', 'modeCue'] as const
const processingSteps = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const

/** Devices, loudness and what is done to the voice. Everything here works at once; there is nothing to save. */
export function SoundSection() {
  const { t } = useTranslation()
  const intent = useIntent()
  const { processing, listening } = useSlice('sound')
  return (
    <main className="settings-page">
      <h2 className="settings-page__title">{t('settings.sound')}</h2>
      <div className="settings-section">
        <DeviceChoice role="microphone" />
        <MicrophoneGain />
        <DeviceChoice role="speaker" />
        <VolumeSlider />
        <DeviceChoice role="ringer" />
        <EchoCall />
        <section aria-labelledby="listening">
          <h3 className="field-label" id="listening">
            {t('soundSettings.listening.title')}
          </h3>
          <div className="voice-processing">
            {listeningSwitches.map((each) => (
              <Switch
                key={each}
                label={t(`soundSettings.listening.${each}`)}
                description={t(`soundSettings.listening.${each}Hint`)}
                checked={listening[each]}
                onChange={(event) =>
                  intent('sound.setListening', {
                    ...listening,
                    [each]: event.currentTarget.checked
                  })
                }
              />
            ))}
          </div>
        </section>
        <section aria-labelledby="voice-processing">
          <h3 className="field-label" id="voice-processing">
            {t('soundSettings.processing.title')}
          </h3>
          <p className="field-hint">{t('soundSettings.processing.hint')}</p>
          <div className="voice-processing">
            {processingSteps.map((step) => (
              <Switch
                key={step}
                label={t(`soundSettings.processing.${step}`)}
                checked={processing[step]}
                onChange={(event) =>
                  intent('sound.setProcessing', {
                    ...processing,
                    [step]: event.currentTarget.checked
                  })
                }
              />
            ))}
          </div>
        </section>
      </div>
    </main>
  )
}
