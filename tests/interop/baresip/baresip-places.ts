import { Phone } from '../../support/phone/phone'
import { presentDbfs } from '../../support/phone/tone-analysis'
import { AccountPhone, callBecomes } from '../account-phone'
import { startAsteriskLab } from '../asterisk/asterisk-lab'
import type { CheckList } from '../check-list'
import { adamOn, bobOn } from '../kamailio/kamailio-phones'
import { startKamailioLab } from '../kamailio/kamailio-lab'
import { levelFromNow } from '../tones'
import { startBaresip } from './baresip'
import { baresipToneHz, checkCallsWithBaresip, connected, type Party } from './baresip-checks'

const withinMs = 5_000

/** Calls with a baresip through a proxy, which leaves the media to the phones, and through a PBX, which does not. */
export async function checkBaresip(checks: CheckList): Promise<void> {
  await checks.part('baresip behind Kamailio', () => behindKamailio(checks))
  await checks.part('baresip behind Asterisk', () => behindAsterisk(checks))
}

async function behindKamailio(checks: CheckList): Promise<void> {
  const lab = await startKamailioLab({ digest: 'MD5' })
  const domain = 'kamailio.lab'
  const adam = adamOn(lab, 'adam', 'tcp')
  const carol = await bobOn(lab, 'carol')
  const bob = await startBaresip({
    user: 'bob',
    domain,
    server: { host: lab.host, port: lab.port, transport: 'udp' },
    toneHz: baresipToneHz
  })
  try {
    await adam.register()
    await lab.log.until(/BOUND bob /, 1, withinMs)
    const party = {
      name: 'baresip behind Kamailio',
      through: 'proxy' as const,
      adam,
      adamNumber: `sip:adam@${domain}`,
      bob,
      bobNumber: 'bob',
      carol,
      carolNumber: 'carol'
    }
    await checkCallsWithBaresip(party, checks)
  } finally {
    await adam.close()
    await carol.close()
    await bob.stop()
    await lab.stop()
  }
}

async function behindAsterisk(checks: CheckList): Promise<void> {
  const lab = await startAsteriskLab()
  const server = { host: lab.host, port: lab.port, transport: 'udp' } as const
  const adam = new AccountPhone({
    account: { user: 'adam', domain: lab.host, outboundProxy: server }
  })
  const carol = await Phone.open({
    account: { user: 'client1', password: 'pw-client1', domain: lab.host, server }
  })
  const bob = await startBaresip({
    user: '744',
    domain: lab.host,
    server,
    toneHz: baresipToneHz
  })
  try {
    await adam.register()
    await carol.register()
    await bob.log.until(/\} 200 OK /, 1, withinMs)
    const party = {
      name: 'baresip behind Asterisk',
      through: 'pbx' as const,
      adam,
      adamNumber: `sip:adam@${lab.host}`,
      bob,
      bobNumber: '744',
      carol,
      carolNumber: 'client1'
    }
    await checkCallsWithBaresip(party, checks)
    await checks.part('baresip behind Asterisk: attended', () => attended(party, checks))
  } finally {
    await adam.close()
    await carol.close()
    await bob.stop()
    await lab.stop()
  }
}

/** The PBX connects the two whom we had called (RFC 5589 §7). */
async function attended(party: Party, checks: CheckList): Promise<void> {
  const { name, adam, carol, carolNumber } = party
  const first = await connected(party)
  await first.call.setHeld(true)
  const second = await adam.dial(carolNumber)
  const carolCall = await carol.answerNext(withinMs)
  await callBecomes(second.call, withinMs, 'confirmed')
  const outcome = await first.call.transferTo(second.call)
  checks.check(`${name}: attended transfer`, outcome.kind !== 'failed', outcome.kind)
  const level = await levelFromNow(carolCall.audio.recording, baresipToneHz)
  checks.check(`${name}: the two hear each other`, level > presentDbfs, `${level} dBFS`)
  await callBecomes(first.call, withinMs, 'terminated')
  await carolCall.hangUp()
}
