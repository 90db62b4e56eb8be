import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MonitoredExtension } from '@contract/ipc/snapshot'
import type { CallBell } from '@contract/telephony/call-bell'
import { useIntent, useSlice } from '../../store/coachline-context'
import { bellHint } from './bell-hint'

export interface Bells {
  /** of the shown customer, by extension */
  readonly waiting: ReadonlyMap<string, CallBell>
  readonly ring: (extension: string, on: boolean) => void
  /** what the last press did, for a screen reader */
  readonly said: string
}

/** The bells of the shown customer, and how they are set. */
export function useBells(rows: readonly MonitoredExtension[]): Bells {
  const { t } = useTranslation()
  const intent = useIntent()
  const { activeId } = useSlice('customers')
  const all = useSlice('bells').waiting
  const [said, setSaid] = useState('')
  const waiting = useMemo(
    () =>
      new Map(
        all
          .filter(({ customerId }) => customerId === activeId)
          .map((bell) => [bell.extension, bell])
      ),
    [all, activeId]
  )
  const ring = useCallback(
    (extension: string, on: boolean) => {
      if (activeId === null) return
      const row = rows.find((each) => each.extension === extension)
      const name = row?.name || extension
      const inCall = row && bellHint(row, undefined) === 'offInCall'
      setSaid(
        on
          ? t(inCall ? 'bells.said.setInCall' : 'bells.said.set', { name })
          : t('bells.said.unset', { name })
      )
      intent('bells.set', { customerId: activeId, extension, on })
    },
    [activeId, intent, rows, t]
  )
  return { waiting, ring, said }
}
