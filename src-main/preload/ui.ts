import { contextBridge, ipcRenderer } from 'electron'
import { commandNames, type EventName } from '@contract/ipc/command-names'
import type { WindowApi } from '@contract/ipc/window-api'

type Listener<Payload> = (payload: Payload) => void

/** Only the payload crosses into the page: the event itself carries `sender` and its ports. */
function listen<Payload>(name: EventName, listener: Listener<Payload>): () => void {
  const onEvent = (_event: unknown, payload: Payload) => listener(payload)
  const channel = `coachline:event:${name}`
  ipcRenderer.on(channel, onEvent)
  return () => {
    ipcRenderer.removeListener(channel, onEvent)
  }
}

const commands = Object.fromEntries(
  commandNames.map((name) => [
    name,
    (input?: unknown) => ipcRenderer.invoke('coachline:command', name, input)
  ])
) as unknown as Omit<WindowApi, 'onSnapshotChanged' | 'onLevels'>

const api: WindowApi = {
  ...commands,
  onSnapshotChanged: (listener) => listen('snapshot.changed', listener),
  onLevels: (listener) => listen('levels', listener)
}

contextBridge.exposeInMainWorld('coachline', api)
