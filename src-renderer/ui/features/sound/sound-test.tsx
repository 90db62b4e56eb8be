import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DeviceRole } from '@contract/settings/sound'
import { LevelMeter } from '../../components/level-meter'
import { SystemSettingButton } from '../../components/system-setting-button'
import { useFailureText } from '../../i18n/use-failure-text'
import type { DeviceTest } from './use-sound-test'

export function SoundTestButton({ role, test }: { role: DeviceRole; test: DeviceTest }) {
  const { t } = useTranslation()
  const running = test.running !== null
  return (
    <Button
      className="sound-test"
      variant={running ? 'default' : 'light'}
      aria-disabled={test.refused}
      data-disabled={test.refused}
      {...(test.refused && { 'data-hint': t('soundSettings.test.inCall') })}
      onClick={test.toggle}
    >
      {t(running ? 'soundSettings.test.stop' : `soundSettings.test.${role}`)}
    </Button>
  )
}

/** Where the test is, or why it did not begin. */
export function SoundTestState({ test }: { test: DeviceTest }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  if (test.running !== null) {
    return (
      <>
        <span>{t(`soundSettings.test.${test.running}`)}</span>
        {test.running === 'recording' && (
          <LevelMeter channel="microphoneDbfs" label={t('sound.microphoneLevel')} />
        )}
      </>
    )
  }
  if (!test.failure) return null
  const { text, next } = failureText(test.failure)
  return (
    <>
      <span className="device-choice__problem">
        {text} {next}
      </span>
      <SystemSettingButton reason={test.failure.reason} />
    </>
  )
}
