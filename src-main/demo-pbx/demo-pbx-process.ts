import type { DemoPbxEvent, DemoPbxOrder } from '@contract/ipc/training'
import { DemoPbx } from './demo-pbx'

/** What Electron gives a utilityProcess: messages come as `data` of an event. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

const { parentPort } = process as unknown as { parentPort?: ParentPort }

let pbx: DemoPbx | undefined

function tell(event: DemoPbxEvent): void {
  if (parentPort) parentPort.postMessage(event)
  // The callback takes the error of a parent that is gone; `disconnect` follows.
  else process.send?.(event, () => {})
}

async function obey(order: DemoPbxOrder): Promise<void> {
  switch (order.type) {
    case 'start':
      if (pbx) return
      pbx = new DemoPbx(order.options)
      pbx.onEvent(tell)
      // A failure has been told by then; whoever started the process decides what to do about it.
      await pbx.start().catch(() => (pbx = undefined))
      break
    case 'ring-agent':
      pbx?.ringAgent(order.extension)
      break
    case 'call-agent':
      pbx?.callAgent(order.extension)
      break
    case 'end-call':
      pbx?.endCall(order.extension)
      break
    case 'call-manager':
      await pbx?.callManager()
      break
    case 'stop':
      await leave()
      break
  }
}

async function leave(): Promise<void> {
  await pbx?.stop()
  process.exit(0)
}

if (parentPort) parentPort.on('message', ({ data }) => void obey(data as DemoPbxOrder))
else {
  process.on('message', (message) => void obey(message as DemoPbxOrder))
  // The app is gone: nobody is left to call.
  process.on('disconnect', () => void leave())
}
