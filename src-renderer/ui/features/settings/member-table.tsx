import { Checkbox } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button'
import type { MemberDraft } from './customer-draft'
import { useDraftForm } from './draft-context'
import { DraftTextInput } from './draft-text-input'
import './member-table.css'

const HEADER_HEIGHT = 32
const ROW_HEIGHT = 42
const ROW_HEIGHT_WITH_PROBLEM = 60

export interface MemberTableProps {
  readonly groupName: string
  readonly members: readonly MemberDraft[]
  readonly onChange: (key: string, part: Partial<MemberDraft>) => void
  readonly onRemove: (member: MemberDraft) => void
}

export function MemberTable({ groupName, members, onChange, onRemove }: MemberTableProps) {
  const { t } = useTranslation()
  const { problemAt } = useDraftForm()
  const scroller = useRef<HTMLDivElement>(null)
  const problemOf = (member: MemberDraft | undefined) =>
    member && problemAt(`member.${member.key}.extension`)
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is compiled by the React Compiler
  const rows = useVirtualizer({
    count: members.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (problemOf(members[index]) ? ROW_HEIGHT_WITH_PROBLEM : ROW_HEIGHT),
    getItemKey: (index) => members[index]?.key ?? index,
    // The header is the first line of the scroller, so that the columns stay above each other.
    paddingStart: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    overscan: 4
  })
  useFocusOnNew(members, scroller, (index) => rows.scrollToIndex(index))
  const problemCount = members.filter((member) => problemOf(member)).length
  useEffect(() => rows.measure(), [rows, members.length, problemCount])

  return (
    <div
      className="member-table"
      role="table"
      aria-label={t('groups.members', { name: groupName })}
    >
      <div className="member-table__scroller" role="presentation" ref={scroller}>
        <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
          <div className="member-table__head member-table__columns" role="row">
            <span role="columnheader">{t('groups.extension')}</span>
            <span role="columnheader">{t('groups.memberName')}</span>
            <span role="columnheader">{t('groups.allowed')}</span>
          </div>
          {rows.getVirtualItems().map(({ index, start, size }) => {
            const member = members[index]
            if (!member) return null
            const name = member.name || member.extension
            return (
              <div
                key={member.key}
                className="member-table__row member-table__columns"
                role="row"
                data-member={member.key}
                style={{ height: size, transform: `translateY(${String(start)}px)` }}
              >
                <span role="cell">
                  <DraftTextInput
                    size="xs"
                    path={`member.${member.key}.extension`}
                    aria-label={t('groups.extensionNumber', { number: index + 1 })}
                    value={member.extension}
                    onText={(extension) => onChange(member.key, { extension })}
                  />
                </span>
                <span role="cell">
                  <DraftTextInput
                    size="xs"
                    path={`member.${member.key}.name`}
                    aria-label={t('groups.nameOf', { extension: member.extension })}
                    value={member.name}
                    onText={(text) => onChange(member.key, { name: text })}
                  />
                </span>
                <span role="cell" className="member-table__allowed">
                  <Checkbox
                    aria-label={t('groups.allowedFor', { name })}
                    checked={member.supervisionAllowed}
                    onChange={(event) =>
                      onChange(member.key, { supervisionAllowed: event.currentTarget.checked })
                    }
                  />
                </span>
                <IconButton
                  label={t('groups.removeMember', { name })}
                  icon={<IconX size={16} stroke={1.75} />}
                  tone="danger"
                  onClick={() => onRemove(member)}
                />
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** A line that was added at the end comes into view and takes the focus; pasted ones have an extension already. */
function useFocusOnNew(
  members: readonly MemberDraft[],
  scroller: RefObject<HTMLDivElement | null>,
  scrollTo: (index: number) => void
): void {
  const last = members.at(-1)
  const known = useRef(last?.key)
  const awaited = useRef<string | null>(null)
  // After every render: the new line is there only when the list has scrolled to it.
  useEffect(() => {
    if (last !== undefined && last.key !== known.current) {
      known.current = last.key
      if (last.extension === '') {
        awaited.current = last.key
        scrollTo(members.length - 1)
      }
    }
    if (awaited.current === null) return
    const line = scroller.current?.querySelector(`[data-member="${awaited.current}"]`)
    const input = line?.querySelector('input')
    if (!input) return
    input.focus()
    awaited.current = null
  })
}
