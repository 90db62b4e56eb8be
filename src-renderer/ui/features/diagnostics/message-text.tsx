import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSend } from '../../store/coachline-context'

/** The text of one message, fetched when it is looked at. */
export function MessageText({ id }: { id: number }) {
  const { t } = useTranslation()
  const send = useSend()
  /** undefined until main has answered */
  const [text, setText] = useState<string | null | undefined>(undefined)
  useEffect(() => {
    let left = false
    void send('diagnostics.readMessage', { id }).then((answer) => {
      if (!left) setText(answer.ok ? answer.value.text : null)
    })
    return () => {
      left = true
    }
  }, [send, id])
  const element = useRef<HTMLPreElement>(null)
  // With its arrow: what was asked for is in sight as a whole.
  useEffect(() => {
    element.current?.parentElement?.scrollIntoView({ block: 'nearest' })
  }, [text])
  if (text === undefined) return null
  return text === null ? (
    <p className="message-text message-text--gone">{t('diagnostics.ladder.gone')}</p>
  ) : (
    <pre ref={element} className="message-text selectable">
      {text.trimEnd()}
    </pre>
  )
}
