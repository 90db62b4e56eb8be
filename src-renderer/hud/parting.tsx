import { IconAppWindow, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { ActionButton } from '../ui/components/action-button'
import { displayName } from '../ui/features/supervision/dock-message'
import { useFailureText } from '../ui/i18n/use-failure-text'
import { useIntent } from '../ui/store/coachline-context'
import { useFit } from './use-fit'

type Last = NonNullable<Extract<SupervisionView, { phase: 'idle' }>['last']>

/** Why it is over, for whoever talks on and did not see it end. */
export function Parting({ last }: { last: Last }) {
  const { t } = useTranslation()
  const intent = useIntent()
  const failureText = useFailureText()
  const content = useRef<HTMLElement>(null)
  useFit(content)
  const { target, mode, by, failure } = last
  const Icon = failure ? IconInfoCircle : IconCircleCheck
  return (
    <section
      ref={content}
      className="dock hud hud--over"
      aria-label={t('dock.label')}
      onMouseDown={(event) => event.preventDefault()}
    >
      <Icon size={18} stroke={1.75} aria-hidden="true" />
      <div role="status">
        <p className="hud__result">
          {t(`dock.result.${by}`, { name: displayName(target), mode: t(`modes.${mode}`) })}
        </p>
        {failure && <p>{failureText(failure).text}</p>}
        {by !== 'failed' && <p>{t('hud.over')}</p>}
      </div>
      <ActionButton
        label={t('hud.open')}
        icon={<IconAppWindow size={16} stroke={1.75} aria-hidden="true" />}
        onClick={() => intent('window.show')}
      />
    </section>
  )
}
