import { useState } from 'react'
import { FirstRun } from '../features/first-run/first-run'
import { HistoryScreen } from '../features/history/history-screen'
import { NoticeStack } from '../features/notices/notice-stack'
import { PhoneBar } from '../features/phone/phone-bar'
import { SettingsScreen } from '../features/settings/settings-screen'
import { SupervisionBar } from '../features/supervision/supervision-bar'
import { useSlice } from '../store/coachline-context'
import { MainScreen } from './main-screen'
import type { SettingsPlace, View } from './view'
import { useFocusBetweenScreens } from './use-focus-between-screens'
import { useWindowTitle } from './window-title'

/** Settings and history replace the list, never the dock: a call in progress stays in sight everywhere. */
export function Screens() {
  const [view, setView] = useState<View>({ kind: 'main' })
  const { list } = useSlice('customers')
  const { demo } = useSlice('app')
  const { shown } = useSlice('bells')
  useWindowTitle()
  useFocusBetweenScreens(view.kind)
  const [shownAt, setShownAt] = useState(shown?.at)
  if (shown?.at !== shownAt) {
    setShownAt(shown?.at)
    // Somebody asked to see an extension. The settings stay: what is typed there may not be saved yet.
    if (view.kind === 'history') setView({ kind: 'main' })
  }
  const openSettings = (place: SettingsPlace) => setView({ kind: 'settings', place })
  const firstRun = list.length === 0 && !demo

  return (
    <div className="screens">
      {view.kind === 'settings' ? (
        <SettingsScreen place={view.place} onClose={() => setView({ kind: 'main' })} />
      ) : view.kind === 'history' ? (
        <HistoryScreen onClose={() => setView({ kind: 'main' })} />
      ) : firstRun ? (
        <FirstRun onConnectPbx={() => openSettings({ kind: 'new-customer' })} />
      ) : (
        <MainScreen
          onOpenSettings={openSettings}
          onOpenHistory={() => setView({ kind: 'history' })}
        />
      )}
      <NoticeStack />
      <PhoneBar />
      <SupervisionBar withShortcuts={view.kind === 'main' && !firstRun} />
    </div>
  )
}
