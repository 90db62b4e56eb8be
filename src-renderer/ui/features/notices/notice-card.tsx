import {
  IconAlertTriangle,
  IconExclamationCircle,
  IconInfoCircle,
  IconX
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button'
import { SystemSettingButton } from '../../components/system-setting-button'
import { useFailureText } from '../../i18n/use-failure-text'
import type { ShownNotice } from './shown-notices'

const icons = {
  info: IconInfoCircle,
  warning: IconAlertTriangle,
  error: IconExclamationCircle
} as const

export function NoticeCard({ notice, onDismiss }: { notice: ShownNotice; onDismiss: () => void }) {
  const { t } = useTranslation()
  const { text, next } = useFailureText()(notice.failure)
  const Icon = icons[notice.severity]
  return (
    <article className={`notice notice--${notice.severity}`}>
      <Icon
        size={20}
        stroke={1.75}
        role="img"
        aria-label={t(`notices.severity.${notice.severity}`)}
      />
      <div className="notice__words selectable">
        <p className="notice__text">{text}</p>
        <p className="notice__next">{next}</p>
        <SystemSettingButton reason={notice.failure.reason} />
      </div>
      <IconButton
        label={t('notices.dismiss')}
        icon={<IconX size={16} stroke={1.75} />}
        onClick={onDismiss}
      />
    </article>
  )
}
