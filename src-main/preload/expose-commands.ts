import { contextBridge, ipcRenderer } from 'electron'
import type { CommandName, EventName } from '@contract/ipc/command-names'
import type { WindowApi } from '@contract/ipc/window-api'

type Command = (input?: unknown) => Promise<unknown>
type SubscriptionName = Exclude<keyof WindowApi, CommandName>
type Subscription = (listener: (payload: unknown) => void) => () => void

/** Puts what a window may ask for, one function each, on `window.coachline`, and what it may hear. */
export function exposeCommands(
  names: readonly CommandName[],
  subscriptions: Readonly<Partial<Record<SubscriptionName, EventName>>>
): void {
  contextBridge.exposeInMainWorld('coachline', {
    ...Object.fromEntries(names.map((name): [string, Command] => [name, command(name)])),
    ...Object.fromEntries(
      Object.entries(subscriptions).map(([name, event]): [string, Subscription] => [
        name,
        subscription(event)
      ])
    )
  })
}

function command(name: CommandName): Command {
  return (input) => ipcRenderer.invoke('coachline:command', name, input)
}

/** Only the payload crosses into the page: the event itself carries `sender` and its ports. */
function subscription(name: EventName): Subscription {
  return (listener) => {
    const onEvent = (_event: unknown, payload: unknown) => {
      listener(payload)
    }
    const channel = `coachline:event:${name}`
    ipcRenderer.on(channel, onEvent)
    return () => {
      ipcRenderer.removeListener(channel, onEvent)
    }
  }
}
