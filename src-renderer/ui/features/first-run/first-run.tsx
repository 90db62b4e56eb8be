import { Button } from '@mantine/core'
import { IconPlayerPlay, IconPlugConnected } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '@contract/errors/reasons'
import { ModeIcon } from '../../components/mode-icon'
import { useFailureText } from '../../i18n/use-failure-text'
import { useSend } from '../../store/coachline-context'
import { supervisionModes } from '@contract/telephony/supervision-mode'
import { FirstRunChoice } from './first-run-choice'
import './first-run.css'

type DemoStart = { kind: 'idle' } | { kind: 'starting' } | { kind: 'failed'; failure: Failure }

/** Two ways in. The demo takes the screen over as soon as main says that it runs. */
export function FirstRun({ onConnectPbx }: { onConnectPbx: () => void }) {
  const { t } = useTranslation()
  const send = useSend()
  const failureText = useFailureText()
  const [start, setStart] = useState<DemoStart>({ kind: 'idle' })

  const startDemo = async () => {
    setStart({ kind: 'starting' })
    const answer = await send('demo.start')
    setStart(answer.ok ? { kind: 'starting' } : { kind: 'failed', failure: answer.failure })
  }

  const failed = start.kind === 'failed' ? failureText(start.failure) : null
  return (
    <main className="first-run">
      <p className="first-run__brand">{t('app.name')}</p>
      <h1 className="first-run__title">{t('firstRun.title')}</h1>
      <p className="first-run__lead">{t('firstRun.lead')}</p>
      <ul className="first-run__modes">
        {supervisionModes.map((mode) => (
          <li key={mode} className={`mode--${mode}`}>
            <span className="first-run__disc">
              <ModeIcon mode={mode} size={16} />
            </span>
            <span>
              <strong>{t(`modes.${mode}`)}</strong> {t(`modeMeaning.${mode}`)}
            </span>
          </li>
        ))}
      </ul>
      <div className="first-run__choices">
        <FirstRunChoice
          icon={<IconPlayerPlay size={22} stroke={1.75} />}
          title={t('firstRun.demo.title')}
          text={t('firstRun.demo.text')}
          problem={failed && `${failed.text} ${failed.next}`}
          action={
            <Button
              size="md"
              fullWidth
              loading={start.kind === 'starting'}
              onClick={() => void startDemo()}
            >
              {t('firstRun.demo.action')}
            </Button>
          }
          progress={start.kind === 'starting' ? t('firstRun.demo.starting') : null}
        />
        <FirstRunChoice
          icon={<IconPlugConnected size={22} stroke={1.75} />}
          title={t('firstRun.pbx.title')}
          text={t('firstRun.pbx.text')}
          problem={null}
          progress={null}
          action={
            <Button size="md" fullWidth variant="default" onClick={onConnectPbx}>
              {t('firstRun.pbx.action')}
            </Button>
          }
        />
      </div>
    </main>
  )
}
