import { epochMs } from '../../support/phone/clock'
import { Phone } from '../../support/phone/phone'
import { presentDbfs } from '../../support/phone/tone-analysis'
import { AccountPhone, callBecomes } from '../account-phone'
import type { AsteriskLab } from '../asterisk/asterisk-lab'
import { startAsteriskLab } from '../asterisk/asterisk-lab'
import type { CheckList } from '../check-list'
import { levelFromNow } from '../tones'

type Transport = 'udp' | 'tcp' | 'tls' | 'wss'
const bobToneHz = 700
/** a dialog is asked about every 15 s, and a REGISTER is answered or not within 10 s */
const noticedWithinMs = 60_000

/** kill -9 of the PBX in the middle of a call, and a restart half a second later: on each transport. */
export async function checkPbxRestart(checks: CheckList): Promise<void> {
  // Each has a PBX of its own: none is warmed up by another's REGISTER.
  await Promise.all(
    (['udp', 'tcp', 'tls', 'wss'] as const).map((transport) =>
      checks.part(`PBX killed, ${transport}`, async () => {
        const lab = await startAsteriskLab()
        try {
          await killedInCall(lab, transport, checks)
        } finally {
          await lab.stop()
        }
      })
    )
  )
}

async function killedInCall(
  lab: AsteriskLab,
  transport: Transport,
  checks: CheckList
): Promise<void> {
  const name = `PBX killed, ${transport}`
  const { host } = lab
  const port = { udp: lab.port, tcp: lab.port, tls: lab.tlsPort, wss: lab.wssPort }[transport]
  const adam = new AccountPhone({
    account: {
      user: 'adam',
      domain: host,
      outboundProxy: { host, port },
      transport,
      caFile: lab.caFile,
      registrationSeconds: 30
    }
  })
  const server = { host, port: lab.port, transport: 'udp' } as const
  const account = { user: '744', password: 'pw-744', domain: host, server }
  const bob = await Phone.open({ account, toneHz: bobToneHz })
  try {
    await adam.register()
    await bob.register()
    const { call } = await adam.dial('744')
    await bob.answerNext()
    await callBecomes(call, 5_000, 'confirmed')

    const killedAt = epochMs()
    await lab.kill()
    await lab.boot()
    const { end } = await callBecomes(call, noticedWithinMs, 'terminated')
    const endedMs = Math.round(epochMs() - killedAt)
    checks.check(`${name}: the call ends by itself`, end.by === 'network', `${endedMs} ms`)
    await adam.becomes(noticedWithinMs, ({ kind }) => kind === 'registered')
    const registeredMs = Math.round((adam.states.at(-1)?.at ?? NaN) - killedAt)
    const attempts = adam.messages('sent', /^REGISTER /).length
    checks.check(
      `${name}: registered, without a storm`,
      attempts < 20,
      registeredMs > 0 ? `${registeredMs} ms, ${attempts} REGISTERs` : 'was not lost'
    )
    // The other phone comes back in its own time; this is not about that.
    await bob.register()
    const again = await adam.dial('744')
    await bob.answerNext()
    await callBecomes(again.call, 5_000, 'confirmed')
    const level = await levelFromNow(again.media.audio.recording, bobToneHz)
    checks.check(`${name}: the next call is heard`, level > presentDbfs, `${level} dBFS`)
    again.call.hangUp()
  } finally {
    await adam.close()
    await bob.close()
  }
}
