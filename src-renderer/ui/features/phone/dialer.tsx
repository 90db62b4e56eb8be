import { TextInput } from '@mantine/core'
import { IconBackspace, IconPhoneIncoming } from '@tabler/icons-react'
import { useRef, useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button'
import { useFailureText } from '../../i18n/use-failure-text'
import { useIntent, useSend, useSlice } from '../../store/coachline-context'
import { DialButton } from './dial-button'
import { dialRefusal } from './dial-refusal'
import { Keypad } from './keypad'
import { MatchList } from './match-list'
import { meantByName, numberMatches } from './number-matches'
import { RecentCalls } from './recent-calls'
import { useDialledJoin } from './use-dialled-join'
import './dialer.css'

/** A number that is typed, pasted or pressed; below it who fits, else who was called lately. */
export function Dialer({ onDialled }: { onDialled: () => void }) {
  const { t } = useTranslation()
  const send = useSend()
  const intent = useIntent()
  const failureText = useFailureText()
  const extensions = useSlice('extensions')
  const { recent } = useSlice('phone')
  const { demo } = useSlice('app')
  const refusal = dialRefusal({
    registration: useSlice('registration'),
    supervision: useSlice('supervision')
  })
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)

  const understand = useDialledJoin()
  const understood = understand(text)
  const join = understood?.join ?? null
  const matches = numberMatches(text, extensions, recent)
  const change = (next: string) => {
    setText(next)
    setProblem(null)
  }
  const dial = (number: string) => {
    if (number.trim() === '') {
      field.current?.focus()
      return
    }
    const meant = understand(number)
    if (meant?.refusal !== undefined) {
      change(number)
      return
    }
    void (
      meant?.join
        ? send('supervision.join', { extension: meant.join.row.extension, mode: meant.join.mode })
        : send('phone.dial', { number })
    ).then((answer) => {
      if (answer.ok) onDialled()
      else {
        const { text: what, next } = failureText(answer.failure)
        setProblem(`${what} ${next}`)
      }
    })
  }
  // Whoever called wrote that number: the button says what a code in it would do.
  const callBack = (number: string) => {
    if (understand(number)) change(number)
    else dial(number)
  }
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault()
    const meant = meantByName(text, matches)
    if (meant !== null) change(meant)
    else if (refusal === null) dial(text)
  }

  const reason =
    understood?.refusal ?? (refusal === null ? undefined : t(`phone.dialRefusal.${refusal}`))
  return (
    <form className="dialer__form" onSubmit={onSubmit}>
      <TextInput
        ref={field}
        autoFocus
        data-autofocus
        size="md"
        aria-label={t('phone.number')}
        placeholder={t('phone.number')}
        autoComplete="off"
        spellCheck={false}
        maxLength={256}
        error={problem}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        rightSection={
          text !== '' && (
            <IconButton
              label={t('phone.erase')}
              icon={<IconBackspace size={18} stroke={1.75} />}
              onClick={() => {
                change(text.slice(0, -1))
                field.current?.focus()
              }}
            />
          )
        }
      />
      <Keypad label={t('phone.keypad')} onKey={(key) => change(text + key)} />
      <DialButton join={join} reason={reason} />
      <div className="dialer__lower">
        {reason !== undefined && <p className="dialer__reason">{reason}</p>}
        {join && reason === undefined && (
          <p className="dialer__meaning">{t(`modeMeaning.${join.mode}`)}</p>
        )}
        {text.trim() === '' ? (
          <RecentCalls recent={recent} refusal={reason} onCall={callBack} />
        ) : (
          <MatchList label={t('phone.matches')} matches={matches} onChoose={change} />
        )}
      </div>
      {demo && (
        <button type="button" className="dialer__demo" onClick={() => intent('demo.callMe')}>
          <IconPhoneIncoming size={15} stroke={1.75} aria-hidden="true" />
          {t('phone.demoCallMe')}
        </button>
      )}
    </form>
  )
}
