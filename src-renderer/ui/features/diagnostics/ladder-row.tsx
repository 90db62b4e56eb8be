import { useTranslation } from 'react-i18next'
import type { TracedMessage } from '@contract/ipc/trace-view'
import { MessageText } from './message-text'
import { messageTitle, messageTone, offsetText } from './trace-text'

export interface LadderRowProps {
  readonly id: string
  readonly rowIndex: number
  readonly message: TracedMessage
  readonly offsetMs: number
  readonly lane: number
  readonly lanes: number
  readonly active: boolean
  readonly open: boolean
  readonly onToggle: () => void
}

export function LadderRow(props: LadderRowProps) {
  const { t } = useTranslation()
  const { message, offsetMs, lane, lanes, active, open } = props
  const { direction, repeated, bytes, protocol } = message
  const tone = messageTone(message.summary?.statusCode ?? null)
  const title = messageTitle(message) || t('diagnostics.noSip')
  const way = t(`diagnostics.ladder.${direction}`)
  return (
    <>
      <div
        id={props.id}
        className="ladder-row"
        role="row"
        aria-level={1}
        aria-rowindex={props.rowIndex}
        aria-expanded={open}
        aria-selected={active}
        data-active={active ? '' : undefined}
        onClick={props.onToggle}
      >
        <span role="gridcell" className="ladder-row__time tabular">
          {offsetText(offsetMs)}
        </span>
        <span
          role="gridcell"
          className={`ladder-arrow ladder-arrow--${direction} ladder-arrow--lane-${String(lane)}-of-${String(lanes)} trace-tone--${tone}`}
          data-repeated={repeated ? '' : undefined}
        >
          <span className="ladder-arrow__title ellipsis">
            {title}
            <span className="visually-hidden">{way}</span>
            {repeated && <em className="ladder-arrow__again">{t('diagnostics.ladder.again')}</em>}
          </span>
          <span className="ladder-arrow__line" aria-hidden="true" />
        </span>
        <span role="gridcell" className="ladder-row__size tabular">
          {t('diagnostics.ladder.size', { protocol, bytes })}
        </span>
      </div>
      {open && <MessageText id={message.id} />}
    </>
  )
}
