import { startBaresip } from '../interop/baresip/baresip'
import { CheckList } from '../interop/check-list'
import { adamOn } from '../interop/kamailio/kamailio-phones'
import { startKamailioLab, type KamailioLab } from '../interop/kamailio/kamailio-lab'
import { checkNetwork } from '../interop/network/network-part'
import { epochMs } from '../support/phone/clock'
import { milliseconds, type Figure } from './figure'

const transports = ['udp', 'tcp', 'tls', 'wss'] as const
type Transport = (typeof transports)[number]
/** Over UDP nobody tells that the PBX was away: the next refresh finds out. Both ask for it at the same pace. */
const expiresSeconds = 60
const backWithinMs = (expiresSeconds + 10) * 1_000

/** How long everything is away after a fault that is over at once. Each fault is made once. */
export async function measureRecovery(): Promise<readonly Figure[]> {
  return [...(await afterPbxRestart()), ...(await afterAddressChange())]
}

/** From the moment at which Kamailio is back, having forgotten everybody, to the binding that it has again. */
async function afterPbxRestart(): Promise<readonly Figure[]> {
  const lab = await startKamailioLab({ digest: 'MD5', maxExpiresSeconds: expiresSeconds })
  const phones = transports.map((transport) => adamOn(lab, `adam-${transport}`, transport))
  const peers = await Promise.all([peerOn(lab, 'udp'), peerOn(lab, 'tcp')])
  try {
    await lab.log.until(/BOUND bob-/, peers.length, 10_000)
    await Promise.all(phones.map((phone) => phone.register()))
    await lab.kill()
    await lab.boot()
    const backAt = epochMs()
    const boundAgainMs = async (user: string) => {
      await lab.log.until(new RegExp(`BOUND ${user} `), 2, backWithinMs)
      return epochMs() - backAt
    }
    const [ours, udpPeer, tcpPeer] = await Promise.all([
      Promise.all(transports.map((transport) => boundAgainMs(`adam-${transport}`))),
      boundAgainMs('bob-udp').catch(() => undefined),
      boundAgainMs('bob-tcp').catch(() => undefined)
    ])
    const peerOf: Partial<Record<Transport, number | undefined>> = { udp: udpPeer, tcp: tcpPeer }
    return transports.map((transport, index) => {
      const peer = peerOf[transport]
      return {
        ...milliseconds(`recovery.pbx-restart.${transport}`, ours[index] ?? NaN),
        ...(peer === undefined ? {} : { peer: Math.round(peer) })
      }
    })
  } finally {
    await Promise.all([
      ...phones.map((phone) => phone.close()),
      ...peers.map((peer) => peer.stop())
    ])
    await lab.stop()
  }
}

function peerOn(lab: KamailioLab, transport: 'udp' | 'tcp') {
  return startBaresip({
    user: `bob-${transport}`,
    domain: 'kamailio.lab',
    server: { host: lab.host, port: lab.port, transport },
    toneHz: 0
  })
}

/**
 * The hole in our voice, as the other side of the call hears it. That the address is another one has to be noticed first:
 * the interfaces are looked at every 2.5 s.
 */
async function afterAddressChange(): Promise<readonly Figure[]> {
  const checks = new MeasuringCheckList()
  await checkNetwork(checks, ['address-change'])
  return checks.times.map(({ name, milliseconds: value }) => {
    const [, transport = ''] = /^address change, (\w+):/.exec(name) ?? []
    return milliseconds(`recovery.address-change.${transport}`, value)
  })
}

/** What is measured is worth nothing when what it was measured on did not work. */
class MeasuringCheckList extends CheckList {
  override check(name: string, ok: boolean, seen = ''): boolean {
    if (!ok) throw new Error(`${name}: ${seen}`)
    return ok
  }
}
