import { AppHeader } from '../features/header/app-header'
import { ConnectionStrip } from '../features/monitored-extensions/connection-strip'
import { MonitoredExtensions } from '../features/monitored-extensions/monitored-extensions'
import type { SettingsPlace } from './view'

export function MainScreen({ onOpenSettings }: { onOpenSettings: (place: SettingsPlace) => void }) {
  return (
    <>
      <AppHeader onOpenSettings={onOpenSettings} />
      <main className="main-screen">
        <MonitoredExtensions onOpenSettings={onOpenSettings} />
        <ConnectionStrip />
      </main>
    </>
  )
}
