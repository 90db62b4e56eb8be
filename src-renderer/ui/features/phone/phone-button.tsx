import { Popover } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CountBadge } from '../../components/count-badge'
import { useIntent, useSlice } from '../../store/coachline-context'
import { Dialer } from './dialer'

/** The way to the phone: what can be dialled and who has called. It counts the missed calls until somebody looks. */
export function PhoneButton() {
  const { t } = useTranslation()
  const intent = useIntent()
  const { recent } = useSlice('phone')
  const mac = useSlice('app').platform === 'darwin'
  const [opened, setOpened] = useState(false)
  const missed = recent.filter(({ unseen }) => unseen).length
  const label = missed === 0 ? t('phone.label') : t('phone.missedCount', { count: missed })
  const keys = t(mac ? 'phone.keysMac' : 'phone.keys')

  const open = (next: boolean) => {
    setOpened(next)
    // They stay marked while they are looked at.
    if (!next && missed > 0) intent('phone.markSeen')
  }
  useDialKey(() => open(!opened))

  return (
    <Popover opened={opened} onChange={open} position="bottom-end" width={330} trapFocus>
      <Popover.Target>
        <button
          type="button"
          className="icon-button"
          aria-label={label}
          aria-keyshortcuts="Control+D Meta+D"
          data-hint={opened ? undefined : `${label} · ${keys}`}
          onClick={() => open(!opened)}
        >
          <IconPhone size={18} stroke={1.75} />
          <CountBadge count={missed} tone="danger" />
        </button>
      </Popover.Target>
      <Popover.Dropdown className="dialer" aria-label={t('phone.label')}>
        <Dialer onDialled={() => open(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** Ctrl+D, or Cmd+D on a Mac, from anywhere in the window. */
function useDialKey(toggle: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      if (event.key.toLowerCase() !== 'd') return
      event.preventDefault()
      toggle()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [toggle])
}
