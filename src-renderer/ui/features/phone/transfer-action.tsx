import { Button, Popover, TextInput } from '@mantine/core'
import { IconArrowForwardUp, IconArrowMerge } from '@tabler/icons-react'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { PhoneCallView } from '@contract/ipc/phone-view'
import { ActionButton } from '../../components/action-button'
import { useIntent, useSlice } from '../../store/coachline-context'
import { MatchList } from './match-list'
import { meantByName, numberMatches } from './number-matches'
import { partyName } from './party-text'
import type { TakenCall } from './taken-call'
import './transfer-action.css'

export interface TransferActionProps {
  readonly call: TakenCall
  readonly calls: readonly PhoneCallView[]
  readonly refusal: string | undefined
}

/** To a number or a colleague: at once, or after a word with them. */
export function TransferAction({ call, calls, refusal }: TransferActionProps) {
  const { t } = useTranslation()
  const transferring = call.phase === 'connected' && call.transferringTo !== null
  const [opened, setOpened] = useState(false)
  return (
    <Popover
      opened={opened && refusal === undefined && !transferring}
      onChange={setOpened}
      position="top-end"
      width={300}
      trapFocus
    >
      <Popover.Target>
        <ActionButton
          label={t('phone.transfer')}
          icon={<IconArrowForwardUp size={16} stroke={1.75} aria-hidden="true" />}
          hint={opened ? undefined : t('phone.transferHint')}
          refusal={transferring ? t('phone.transferWait') : refusal}
          onClick={() => setOpened(!opened)}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label={t('phone.transfer')}>
        <TransferForm call={call} calls={calls} onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}

interface TransferFormProps extends Omit<TransferActionProps, 'refusal'> {
  readonly onDone: () => void
}

function TransferForm({ call, calls, onDone }: TransferFormProps) {
  const { t } = useTranslation()
  const intent = useIntent()
  const extensions = useSlice('extensions')
  const { recent } = useSlice('phone')
  const [number, setNumber] = useState('')
  const others = calls.filter(
    (other) =>
      other.id !== call.id && other.phase === 'connected' && other.customerId === call.customerId
  )
  const matches = numberMatches(number, extensions, recent)
  const transfer = (name: 'phone.transfer' | 'phone.consult') => {
    const meant = meantByName(number, matches)
    if (meant !== null) setNumber(meant)
    if (meant !== null || number.trim() === '') return
    onDone()
    intent(name, { id: call.id, number })
  }
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault()
    transfer('phone.transfer')
  }
  return (
    <form className="transfer-form" onSubmit={onSubmit}>
      {others.map((other) => (
        <Button
          key={other.id}
          variant="light"
          leftSection={<IconArrowMerge size={16} />}
          onClick={() => {
            onDone()
            intent('phone.connectCalls', { id: call.id, otherId: other.id })
          }}
        >
          {t('phone.connectWith', { name: partyName(other.party) })}
        </Button>
      ))}
      <TextInput
        data-autofocus
        aria-label={t('phone.transferTo')}
        placeholder={t('phone.transferTo')}
        autoComplete="off"
        spellCheck={false}
        maxLength={256}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <MatchList
        label={t('phone.matches')}
        matches={matches.filter((match) => match.number !== number.trim())}
        onChoose={setNumber}
      />
      <div className="transfer-form__buttons">
        <Button type="submit" disabled={number.trim() === ''}>
          {t('phone.transferNow')}
        </Button>
        <Button
          variant="default"
          disabled={number.trim() === ''}
          onClick={() => transfer('phone.consult')}
        >
          {t('phone.callFirst')}
        </Button>
      </div>
    </form>
  )
}
