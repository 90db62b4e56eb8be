import { AppHeader } from '../features/header/app-header'
import { ConnectionStrip } from '../features/monitored-extensions/connection-strip'
import { MonitoredExtensions } from '../features/monitored-extensions/monitored-extensions'
import type { SettingsPlace } from './view'

export interface MainScreenProps {
  readonly onOpenSettings: (place: SettingsPlace) => void
  readonly onOpenHistory: () => void
}

export function MainScreen({ onOpenSettings, onOpenHistory }: MainScreenProps) {
  return (
    <>
      <AppHeader onOpenSettings={onOpenSettings} onOpenHistory={onOpenHistory} />
      <main className="main-screen">
        <MonitoredExtensions onOpenSettings={onOpenSettings} />
        <ConnectionStrip />
      </main>
    </>
  )
}
