import { app } from 'electron'
import type { Slices } from '@contract/ipc/snapshot'

export function appSlice(demo: boolean): Slices['app'] {
  const platform =
    process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux'
  return { version: app.getVersion(), platform, demo }
}
