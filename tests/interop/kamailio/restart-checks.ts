import { epochMs } from '../../support/phone/clock'
import { callBecomes } from '../account-phone'
import type { CheckList } from '../check-list'
import { adamOn, bobOn } from './kamailio-phones'
import type { KamailioLab } from './kamailio-lab'

/** A power cut: bindings are gone with it, and nobody is told. */
export async function checkRestart(lab: KamailioLab, checks: CheckList): Promise<void> {
  const phones = (['udp', 'tcp', 'tls', 'wss'] as const).map((transport) => ({
    transport,
    adam: adamOn(lab, `adam-back-${transport}`, transport)
  }))
  try {
    await Promise.all(phones.map(({ adam }) => adam.register()))
    const boundBefore = lab.log.lines(/BOUND adam-back-/).length
    await lab.kill()
    await lab.boot()
    const backAt = epochMs()
    await Promise.all(
      phones.map(({ transport, adam }) =>
        checks.part(`kamailio restarted, ${transport}`, async () => {
          const user = `adam-back-${transport}`
          await lab.log.until(new RegExp(`BOUND ${user} `), 2, 30_000)
          const tookMs = Math.round(epochMs() - backAt)
          checks.check(`kamailio restarted, ${transport}: bound again`, true, `${tookMs} ms`)
          const bob = await bobOn(lab, `bob-back-${transport}`)
          const { call } = await adam.dial(`bob-back-${transport}`)
          await bob.answerNext()
          const { kind } = await callBecomes(call, 5_000, 'confirmed', 'terminated')
          checks.check(`kamailio restarted, ${transport}: calls`, kind === 'confirmed', kind)
          call.hangUp()
          await bob.close()
        })
      )
    )
    const bound = lab.log.lines(/BOUND adam-back-/).length - boundBefore
    checks.check('kamailio restarted: no storm of REGISTERs', bound <= 12, `${bound}`)
  } finally {
    await Promise.all(phones.map(({ adam }) => adam.close()))
  }
}
