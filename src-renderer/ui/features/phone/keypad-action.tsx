import { Popover } from '@mantine/core'
import { IconDialpad } from '@tabler/icons-react'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isDialString } from '@contract/telephony/dtmf'
import { ActionButton } from '../../components/action-button'
import { useIntent } from '../../store/coachline-context'
import { Keypad } from './keypad'

/** Digits for a voice menu or a mailbox. What was pressed stays in sight until the keypad is closed. */
export function KeypadAction({ id, refusal }: { id: string; refusal: string | undefined }) {
  const { t } = useTranslation()
  const intent = useIntent()
  const [opened, setOpened] = useState(false)
  const [pressed, setPressed] = useState('')

  const open = (next: boolean) => {
    setOpened(next)
    if (next) setPressed('')
  }
  const press = (key: string) => {
    setPressed((before) => before + key)
    intent('phone.sendDigits', { id, digits: key })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1) return
    const key = event.key.toUpperCase()
    if (isDialString(key)) press(key)
  }
  return (
    <Popover
      opened={opened && refusal === undefined}
      onChange={open}
      position="top"
      width={216}
      trapFocus
    >
      <Popover.Target>
        <ActionButton
          label={t('phone.keypad')}
          icon={<IconDialpad size={16} stroke={1.75} aria-hidden="true" />}
          hint={opened ? undefined : t('phone.keypadHint')}
          refusal={refusal}
          onClick={() => open(!opened)}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label={t('phone.keypad')} onKeyDown={onKeyDown}>
        <output className="keypad__pressed tabular" aria-label={t('phone.pressed')}>
          {pressed.slice(-18)}
        </output>
        <Keypad label={t('phone.keypad')} onKey={press} />
      </Popover.Dropdown>
    </Popover>
  )
}
