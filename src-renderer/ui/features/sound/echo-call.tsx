import { Button } from '@mantine/core'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useIntent, useSlice } from '../../store/coachline-context'
import { EchoCallState } from './echo-call-state'

/** A whole call with oneself: microphone, network and speaker together, and nobody else in it. */
export function EchoCall() {
  const { t } = useTranslation()
  const intent = useIntent()
  const call = useSlice('echoCall')
  const supervising = useSlice('supervision').phase !== 'idle'
  const calling = useSlice('phone').calls.length > 0
  const active = call.phase === 'starting' || call.phase === 'running'
  const refused = !active && (supervising || calling)

  // Nobody who went elsewhere shall be heard by anything that they do not see.
  const leave = useEffectEvent(() => {
    if (active) intent('sound.endEchoCall')
  })
  useEffect(() => () => leave(), [])

  const state = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (call.phase !== 'idle') state.current?.scrollIntoView({ block: 'nearest' })
  }, [call.phase])

  return (
    <section aria-labelledby="echo-call">
      <div className="echo-call">
        <div className="echo-call__words">
          <h3 className="field-label" id="echo-call">
            {t('echoCall.title')}
          </h3>
          <p className="field-hint" id="echo-call-hint">
            {t('echoCall.hint')}
          </p>
        </div>
        <Button
          className="sound-test"
          variant={active ? 'default' : 'light'}
          aria-describedby="echo-call-hint"
          aria-disabled={refused}
          data-disabled={refused}
          {...(refused && { 'data-hint': t('soundSettings.test.inCall') })}
          onClick={() => {
            if (active) intent('sound.endEchoCall')
            else if (!refused) intent('sound.startEchoCall')
          }}
        >
          {t(active ? 'echoCall.hangUp' : 'echoCall.start')}
        </Button>
      </div>
      <div className="device-choice__note echo-call__state" role="status" ref={state}>
        <EchoCallState call={call} />
      </div>
    </section>
  )
}
