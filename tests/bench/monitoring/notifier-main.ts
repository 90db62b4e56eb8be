import { epochMs } from '../../support/phone/clock'
import { LightNotifier } from '../../support/monitoring/light-notifier'

// The PBX's side, in a process of its own. The name of the other party is the time when the NOTIFY was sent.

export interface Storm {
  readonly perSecond: number
  readonly seconds: number
}

process.on('disconnect', () => process.exit())

const burstEveryMs = 10
const notifier = await LightNotifier.start()
process.send?.({ port: notifier.port })

process.on('message', (message: { storm?: Storm }) => {
  if (!message.storm) return
  const { perSecond, seconds } = message.storm
  const extensions = notifier.watched
  const all = perSecond * seconds
  const atMost = Math.ceil((perSecond * burstEveryMs) / 1_000) + 1
  const started = performance.now()
  let sent = 0
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - started) / 1_000) * perSecond)
    // A machine that gave us no time must not make a burst of it: then it is a little less than asked for.
    const until = Math.min(all, due, sent + atMost)
    for (; sent < until; sent++) {
      // Who the other party is says when the NOTIFY left.
      notifier.tell(extensions[sent % extensions.length] ?? '', 'confirmed', String(epochMs()))
    }
    if (sent < all) return
    clearInterval(timer)
    process.send?.({ sent })
  }, burstEveryMs)
})
