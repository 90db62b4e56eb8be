import { IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ModeIcon } from '../../components/mode-icon'
import type { DialledJoin } from './dialled-join'

export interface DialButtonProps {
  /** whose call the number joins; null: it is an ordinary number */
  readonly join: DialledJoin | null
  readonly reason: string | undefined
}

/** Says what will happen: a call, or a supervision in one of its modes. */
export function DialButton({ join, reason }: DialButtonProps) {
  const { t } = useTranslation()
  return (
    <button
      type="submit"
      className={`dialer__call${join ? ` dialer__call--join mode--${join.mode}` : ''}`}
      aria-disabled={reason !== undefined}
      aria-description={reason}
      data-hint={reason}
    >
      {join ? (
        <ModeIcon mode={join.mode} size={17} />
      ) : (
        <IconPhone size={17} stroke={2} aria-hidden="true" />
      )}
      <span className="ellipsis">
        {join
          ? t(`list.actions.${join.mode}`, { name: join.row.name || join.row.extension })
          : t('phone.call')}
      </span>
    </button>
  )
}
