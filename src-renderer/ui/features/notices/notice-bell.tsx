import { Popover } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CountBadge } from '../../components/count-badge'
import { NoticeCard } from './notice-card'
import { useNotices } from './use-notices'
import './notice-bell.css'

/** Keeps every notice until it is put away. */
export function NoticeBell() {
  const { t } = useTranslation()
  const { notices, dismiss } = useNotices()
  const [opened, setOpened] = useState(false)
  const count = notices.length
  const label = count === 0 ? t('notices.label') : t('notices.count', { count })
  const isGrave = notices.some(({ severity }) => severity === 'error')

  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={380} trapFocus>
      <Popover.Target>
        <button
          type="button"
          className="icon-button"
          aria-label={label}
          data-hint={opened ? undefined : label}
          onClick={() => setOpened(!opened)}
        >
          <IconBell size={18} stroke={1.75} />
          <CountBadge count={count} tone={isGrave ? 'danger' : 'caution'} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className="notice-bell__list" aria-label={t('notices.label')}>
        {count === 0 && <p className="notice-bell__empty">{t('notices.none')}</p>}
        {[...notices].reverse().map((notice) => (
          <NoticeCard key={notice.key} notice={notice} onDismiss={() => dismiss(notice)} />
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}
