import { AccountPhone } from '../interop/account-phone'
import { startBaresip } from '../interop/baresip/baresip'
import { startKamailioLab, type KamailioLab } from '../interop/kamailio/kamailio-lab'
import { epochMs } from '../support/phone/clock'
import { acceptBefore } from './accepted-connections'
import { milliseconds, quantile, type Figure } from './figure'

const withinMs = 10_000
const mostSamples = 20
const domain = 'kamailio.lab'

/**
 * To the binding in Kamailio, challenge and all; the peer is a baresip there, and both are timed by the same log. Over
 * UDP from the wish to be registered; over TCP and TLS from the connection, because a baresip that is asked again keeps
 * the one that it has.
 */
export async function measureRegistration(samples: number): Promise<readonly Figure[]> {
  const count = Math.min(samples, mostSamples)
  const lab = await startKamailioLab({ digest: 'MD5' })
  try {
    return [
      figure('registration.udp.p50', await oursOverUdp(lab, count), await peersOverUdp(lab, count)),
      ...(await overStream(lab, 'tcp', lab.port, count)),
      ...(await overStream(lab, 'tls', lab.tlsPort, count))
    ]
  } finally {
    await lab.stop()
  }
}

function figure(name: string, ours: readonly number[], theirs: readonly number[]): Figure {
  const peer = Math.round(quantile(theirs, 0.5) * 10) / 10
  return { ...milliseconds(name, quantile(ours, 0.5)), peer }
}

/** When the user is bound the next time. */
async function bound({ log }: KamailioLab, user: string): Promise<number> {
  await log.next(new RegExp(`BOUND ${user} .*expires=[1-9]`), withinMs)
  return epochMs()
}

async function oursOverUdp(lab: KamailioLab, count: number): Promise<readonly number[]> {
  return repeated(count, async () => {
    const adam = phoneOn(lab, 'udp', lab.port)
    const from = epochMs()
    const [at] = await Promise.all([bound(lab, 'adam'), adam.register()])
    await adam.close()
    return at - from
  })
}

async function peersOverUdp(lab: KamailioLab, count: number): Promise<readonly number[]> {
  const first = bound(lab, 'bob')
  const baresip = await baresipOn(lab, 'udp', lab.port)
  try {
    await first
    return await repeated(count, async () => {
      // From nothing, without a nonce from before.
      await baresip.link.command('uadelall')
      const from = epochMs()
      const [at] = await Promise.all([
        bound(lab, 'bob'),
        baresip.link.command('uanew', baresip.account)
      ])
      return at - from
    })
  } finally {
    await baresip.stop()
  }
}

async function overStream(
  lab: KamailioLab,
  transport: 'tcp' | 'tls',
  port: number,
  count: number
): Promise<readonly Figure[]> {
  const gate = await acceptBefore(lab.host, port)
  try {
    const ours = await repeated(count, async () => {
      const adam = phoneOn(lab, transport, gate.port)
      const [at] = await Promise.all([bound(lab, 'adam'), adam.register()])
      await adam.close()
      return at - gate.lastAt()
    })
    const theirs = await repeated(count, async () => {
      const at = bound(lab, 'bob')
      const baresip = await baresipOn(lab, transport, gate.port)
      const took = (await at) - gate.lastAt()
      await baresip.stop()
      return took
    })
    return [figure(`registration.${transport}.p50`, ours, theirs)]
  } finally {
    gate.close()
  }
}

function phoneOn(
  { host, caFile }: KamailioLab,
  transport: 'udp' | 'tcp' | 'tls',
  port: number
): AccountPhone {
  const outboundProxy = { host, port }
  return new AccountPhone({ account: { user: 'adam', domain, outboundProxy, transport, caFile } })
}

function baresipOn({ host }: KamailioLab, transport: string, port: number) {
  return startBaresip({ user: 'bob', domain, server: { host, port, transport }, toneHz: 0 })
}

async function repeated(count: number, measure: () => Promise<number>): Promise<readonly number[]> {
  const times: number[] = []
  while (times.length < count) times.push(await measure())
  return times
}
