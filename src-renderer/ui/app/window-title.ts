import { useEffect } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Slices } from '@contract/ipc/snapshot'
import { displayName } from '../features/supervision/dock-message'
import { partyName } from '../features/phone/party-text'
import { useSlice } from '../store/coachline-context'

/**
 * What the task bar and the list of windows say. The mode comes first, because little more than a word fits there: whoever
 * works in another program sees in it who can be hearing them.
 */
export function windowTitle(
  t: TFunction,
  { supervision, phone }: Pick<Slices, 'supervision' | 'phone'>
): string {
  const what = supervisionTitle(t, supervision) ?? phoneTitle(t, phone)
  return what === null ? t('app.name') : `${what} – ${t('app.name')}`
}

function supervisionTitle(t: TFunction, view: Slices['supervision']): string | null {
  if (view.phase === 'idle') return null
  const mode = t(`modes.${view.mode}`)
  const state =
    view.phase === 'joining'
      ? `${t('dock.joining')} · ${mode}`
      : view.microphone === 'muted'
        ? `${t('microphone.muted')} · ${mode}`
        : t(`dock.modeWithKnowledge.${view.knowledge}`, { mode })
  return `${state} – ${displayName(view.target)}`
}

function phoneTitle(t: TFunction, { calls }: Slices['phone']): string | null {
  const ringing = calls.find(({ phase }) => phase === 'ringing')
  if (ringing) return t('phone.incoming.from', { name: partyName(ringing.party) })
  const talking = calls.find(({ microphone }) => microphone !== 'closed') ?? calls[0]
  return talking ? t('phone.callWith', { name: partyName(talking.party) }) : null
}

export function useWindowTitle(): void {
  const { t } = useTranslation()
  const title = windowTitle(t, { supervision: useSlice('supervision'), phone: useSlice('phone') })
  useEffect(() => {
    document.title = title
  }, [title])
}
