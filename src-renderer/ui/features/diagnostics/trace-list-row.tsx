import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { TraceGroup } from './trace-groups'
import { clockText, messageTone } from './trace-text'

export interface TraceListRowProps {
  readonly id: string
  readonly rowIndex: number
  readonly group: TraceGroup
  readonly active: boolean
  readonly style: CSSProperties
  readonly onOpen: () => void
}

export function TraceListRow({ id, rowIndex, group, active, style, onOpen }: TraceListRowProps) {
  const { t } = useTranslation()
  const { at, method, from, to, outcome, messages } = group
  return (
    <div
      id={id}
      className="trace-columns trace-row"
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={active}
      data-active={active ? '' : undefined}
      style={style}
      onClick={onOpen}
    >
      <span role="gridcell" className="trace-columns__time tabular">
        {clockText(at)}
      </span>
      <span role="gridcell" className="trace-row__method ellipsis">
        {method || t('diagnostics.noSip')}
      </span>
      <span role="gridcell" className="ellipsis">
        {from}
      </span>
      <span role="gridcell" className="ellipsis">
        {to}
      </span>
      <span
        role="gridcell"
        className={`ellipsis trace-tone--${messageTone(outcome?.statusCode ?? 100)}`}
      >
        {outcome
          ? `${outcome.statusCode} ${outcome.reasonPhrase}`
          : method !== '' && t('diagnostics.noAnswer')}
      </span>
      <span role="gridcell" className="trace-columns__count tabular">
        {messages.length}
      </span>
    </div>
  )
}
