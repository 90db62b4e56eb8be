import { constants, setPriority } from 'node:os'
import { prepareEngineLegs, WeriftEngineLeg } from './engine-leg'
import { serveRelay } from './relay-server'

// Entry of the media relay, a utility process of its own: whatever blocks main or a window, packets go on.
const { parentPort } = process
const receive = serveRelay(parentPort, (onPacket) => new WeriftEngineLeg(onPacket))
parentPort.on('message', ({ data }) => receive(data))

// Twenty milliseconds of sound wait for nobody; drawing a window can. Where that is not allowed, it goes on as it is.
try {
  setPriority(constants.priority.PRIORITY_HIGH)
} catch {
  // Only the administrator may do so on most systems but Windows.
}

// werift leaves a rejection behind when a socket closes under it. The call goes on; main writes this to its log.
process.on('unhandledRejection', (reason) => {
  process.stderr.write(`unhandled rejection: ${String(reason)}\n`)
})

void prepareEngineLegs()
