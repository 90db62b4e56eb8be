import { IconCircleCheck, IconInfoCircle, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { IconButton } from '../../components/icon-button'
import { KeyCap } from '../../components/key-cap'
import { SystemSettingButton } from '../../components/system-setting-button'
import { useFailureText } from '../../i18n/use-failure-text'
import { useSlice } from '../../store/coachline-context'
import { displayName } from './dock-message'
import { RejoinButton } from './rejoin-button'
import { resultShownMs } from './result-shown'
import './idle-bar.css'

type Last = Extract<SupervisionView, { phase: 'idle' }>['last']

/**
 * It is unmounted while a supervision lasts, so that each result is shown anew: until it is dismissed, unless it says no
 * more than that the manager hung up.
 */
export function IdleBar({ last, withShortcuts }: { last: Last; withShortcuts: boolean }) {
  const [dismissed, setDismissed] = useState(false)
  useEffect(() => {
    const shownMs = last && resultShownMs(last)
    if (shownMs === null) return
    const timer = setTimeout(() => setDismissed(true), shownMs)
    return () => clearTimeout(timer)
  }, [last])
  const somebody = useSlice('extensions').length > 0
  const result = dismissed ? null : last
  if (!result && !(withShortcuts && somebody)) return null
  return (
    <footer className="idle-bar">
      {result ? <Result last={result} onDismiss={() => setDismissed(true)} /> : <Shortcuts />}
    </footer>
  )
}

function Result({ last, onDismiss }: { last: NonNullable<Last>; onDismiss: () => void }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const { target, mode, by, failure } = last
  const failed = failure !== null || by === 'failed'
  const Icon = failed ? IconInfoCircle : IconCircleCheck
  return (
    <div className={`idle-bar__result${failed ? ' idle-bar__result--failed' : ''}`}>
      <Icon size={18} stroke={1.75} aria-hidden="true" />
      <p role="status" className="idle-bar__text selectable">
        <strong>
          {t(`dock.result.${by}`, { name: displayName(target), mode: t(`modes.${mode}`) })}
        </strong>
        {failure && (
          <>
            {' '}
            {failureText(failure).text}{' '}
            <span className="idle-bar__next">{failureText(failure).next}</span>
          </>
        )}
      </p>
      {failure && <SystemSettingButton reason={failure.reason} />}
      <RejoinButton last={last} />
      <IconButton label={t('dock.dismiss')} icon={<IconX size={16} />} onClick={onDismiss} />
    </div>
  )
}

function Shortcuts() {
  const { t } = useTranslation()
  const mac = useSlice('app').platform === 'darwin'
  const shortcuts = [
    [t('shortcuts.keys.move'), t('shortcuts.move')],
    [t('shortcuts.keys.spy'), t('modes.spy')],
    [t('shortcuts.keys.whisper'), t('modes.whisper')],
    [t('shortcuts.keys.barge-in'), t('modes.barge-in')],
    [t('shortcuts.keys.bell'), t('shortcuts.bell')],
    [t('shortcuts.keys.collapse'), t('shortcuts.collapse')],
    [t(mac ? 'shortcuts.keys.searchMac' : 'shortcuts.keys.search'), t('shortcuts.search')]
  ] as const
  return (
    <ul className="idle-bar__shortcuts" aria-label={t('shortcuts.label')}>
      {shortcuts.map(([keys, meaning]) => (
        <li key={keys}>
          <KeyCap keys={keys} />
          {meaning}
        </li>
      ))}
    </ul>
  )
}
