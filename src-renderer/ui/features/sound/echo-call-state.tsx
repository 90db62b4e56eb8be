import { useTranslation } from 'react-i18next'
import type { Failure } from '@contract/errors/reasons'
import type { EchoCallView } from '@contract/ipc/echo-call-view'
import { ElapsedTime } from '../../components/elapsed-time'
import { LevelMeter } from '../../components/level-meter'
import { SystemSettingButton } from '../../components/system-setting-button'
import { useFailureText } from '../../i18n/use-failure-text'

/** Where the echo call is, with the levels of both directions while it lasts. */
export function EchoCallState({ call }: { call: EchoCallView }) {
  const { t } = useTranslation()
  switch (call.phase) {
    case 'idle':
      return null
    case 'starting':
      return t('echoCall.starting')
    case 'running':
      return (
        <>
          <span>{t('echoCall.running')}</span>
          <span className="tabular" role="timer" aria-label={t('dock.inCallFor')}>
            <ElapsedTime since={call.answeredAt} />
          </span>
          <span className="echo-call__meters">
            <span>{t('echoCall.you')}</span>
            <LevelMeter channel="microphoneDbfs" label={t('sound.microphoneLevel')} />
            <span>{t('echoCall.echo')}</span>
            <LevelMeter channel="receivedDbfs" label={t('echoCall.echoLevel')} />
          </span>
        </>
      )
    case 'ended':
      return t(`echoCall.ended.${call.by}`)
    case 'failed':
      return <Failed failure={call.failure} />
  }
}

function Failed({ failure }: { failure: Failure }) {
  const { text, next } = useFailureText()(failure)
  return (
    <>
      <span className="device-choice__problem">
        {text} {next}
      </span>
      <SystemSettingButton reason={failure.reason} />
    </>
  )
}
