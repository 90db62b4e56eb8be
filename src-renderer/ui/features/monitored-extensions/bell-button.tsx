import { IconBell, IconBellFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MonitoredExtension } from '@contract/ipc/snapshot'
import type { CallBell } from '@contract/telephony/call-bell'
import { bellHint } from './bell-hint'
import './bell-button.css'

export interface BellButtonProps {
  readonly row: MonitoredExtension
  /** the one that waits, if any */
  readonly bell: CallBell | undefined
  /** only the buttons of the selected line are in the tab order */
  readonly reachable: boolean
  readonly onBell: (extension: string, on: boolean) => void
}

/** Being told of the next call of an extension. One that waits can be seen from afar; the others when somebody looks. */
export function BellButton({ row, bell, reachable, onBell }: BellButtonProps) {
  const { t } = useTranslation()
  const hint = t(`bells.hint.${bellHint(row, bell)}`)
  const Icon = bell ? IconBellFilled : IconBell
  return (
    <button
      type="button"
      className="bell-button"
      aria-label={t('bells.label', { name: row.name || row.extension })}
      aria-description={hint}
      aria-pressed={bell !== undefined}
      aria-keyshortcuts="n"
      data-hint={hint}
      tabIndex={reachable ? 0 : -1}
      onClick={() => onBell(row.extension, bell === undefined)}
    >
      <Icon size={15} stroke={1.75} aria-hidden="true" />
    </button>
  )
}
