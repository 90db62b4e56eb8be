import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '@contract/errors/reasons'
import type { DeviceKind } from '@contract/settings/sound'
import { LevelMeter } from '../../components/level-meter'
import { useFailureText } from '../../i18n/use-failure-text'
import { useIntent, useSend, useSlice } from '../../store/coachline-context'

/** Starts the test of a device, shows where it is, and stops it. */
export function SoundTestButton({ kind }: { kind: DeviceKind }) {
  const { t } = useTranslation()
  const send = useSend()
  const intent = useIntent()
  const failureText = useFailureText()
  const { test } = useSlice('sound')
  const inCall = useSlice('supervision').phase !== 'idle'
  const [failure, setFailure] = useState<Failure | null>(null)
  const mine = test !== null && (test === 'tone') === (kind === 'speaker')
  const refused = kind === 'microphone' && inCall

  const start = async () => {
    const answer = await send(kind === 'microphone' ? 'sound.testMicrophone' : 'sound.playTone')
    setFailure(answer.ok ? null : answer.failure)
  }

  return (
    <div className="sound-test">
      <Button
        variant={mine ? 'default' : 'light'}
        aria-disabled={refused}
        data-disabled={refused}
        {...(refused && { 'data-hint': t('soundSettings.test.inCall') })}
        onClick={() => {
          if (mine) intent('sound.stopTest')
          else if (!refused) void start()
        }}
      >
        {t(mine ? 'soundSettings.test.stop' : `soundSettings.test.${kind}`)}
      </Button>
      <div className="sound-test__state" role="status">
        {mine && test === 'recording' && (
          <LevelMeter channel="microphoneDbfs" label={t('sound.microphoneLevel')} />
        )}
        {mine && <span>{t(`soundSettings.test.${test}`)}</span>}
        {!mine && failure && (
          <span className="sound-test__problem">
            {failureText(failure).text} {failureText(failure).next}
          </span>
        )}
      </div>
    </div>
  )
}
