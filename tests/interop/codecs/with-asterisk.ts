import type { VoiceCodec } from '@contract/settings/voice-codecs'
import type { Driver } from '../../support/media-driver/driver'
import { Phone } from '../../support/phone/phone'
import type { PhoneCall } from '../../support/phone/phone-call'
import { AccountPhone, callBecomes } from '../account-phone'
import { startAsteriskLab, type AsteriskLab } from '../asterisk/asterisk-lab'
import type { CheckList } from '../check-list'
import { DrivenMedia } from '../driven-media'
import { levelFromNow } from '../tones'
import {
  codecs,
  encryptions,
  measure,
  type Encryption,
  type FarEnd,
  type Meeting,
  type Row
} from './meeting'
import { TappedMedia } from './tapped-media'

const withinMs = 5_000
const agentHz = 700
const users = {
  none: 'adam',
  AES_CM_128_HMAC_SHA1_80: 'adam-sdes',
  // It calls us: the PBX's own offer has this suite alone.
  AES_CM_128_HMAC_SHA1_32: 'adam-sdes-32',
  DTLS: 'adam-rtc'
} as const satisfies Record<Encryption, string>

type Agents = Readonly<Record<'PCMA' | 'PCMU', Phone>>

/**
 * Every codec in every encryption that Asterisk has. Its bridge has a simulated phone behind it, in the other law of G.711
 * at least, so that what is heard went through Asterisk's own decryption and decoder, or encoder and encryption.
 */
export async function measureWithAsterisk(driver: Driver, checks: CheckList): Promise<Row[]> {
  const lab = await startAsteriskLab()
  const agents = { PCMA: await agentOn(lab, '744', 8), PCMU: await agentOn(lab, '745', 0) }
  const rows: Row[] = []
  try {
    for (const encryption of encryptions) {
      const adam = managerOn(lab, encryption)
      try {
        await adam.register()
        for (const codec of codecs) {
          const row = { peer: 'Asterisk 22', codec, encryption }
          await checks.part(`codecs: Asterisk, ${codec}, ${encryption}`, async () => {
            const meeting = await meet(driver, adam, agents, codec, encryption)
            rows.push(await measure(driver, meeting, row, checks))
            await callBecomes(meeting.call, withinMs, 'terminated')
          })
        }
      } finally {
        await adam.close()
      }
    }
  } finally {
    await Promise.all(Object.values(agents).map((agent) => agent.close()))
    await lab.stop()
  }
  return rows
}

function managerOn(lab: AsteriskLab, encryption: Encryption): AccountPhone {
  const { host, caFile } = lab
  const isWebRtc = encryption === 'DTLS'
  return new AccountPhone({
    account: {
      user: users[encryption],
      domain: host,
      outboundProxy: { host, port: isWebRtc ? lab.wssPort : lab.tlsPort },
      transport: isWebRtc ? 'wss' : 'tls',
      caFile
    }
  })
}

async function agentOn({ host, port }: AsteriskLab, user: string, law: 0 | 8): Promise<Phone> {
  const server = { host, port, transport: 'udp' } as const
  const authUser = user === '745' ? 'line-745' : user
  const password = `pw-${user}`
  const phone = await Phone.open({
    account: { user, authUser, password, domain: host, server },
    toneHz: agentHz,
    media: { payloadTypes: [law], telephoneEvents: true }
  })
  await phone.register()
  return phone
}

async function meet(
  driver: Driver,
  adam: AccountPhone,
  agents: Agents,
  codec: VoiceCodec,
  encryption: Encryption
): Promise<Meeting> {
  const isWebRtc = encryption === 'DTLS'
  const mediaSecurity = isWebRtc ? 'dtls' : encryption === 'none' ? 'rtp' : 'sdes'
  const transport = isWebRtc ? 'wss' : 'tls'
  await driver.ask('useAccount', { transport, mediaSecurity, codecs: [codec] })
  const other = codec === 'PCMA' ? 'PCMU' : 'PCMA'
  if (encryption === 'AES_CM_128_HMAC_SHA1_32') {
    const media = await TappedMedia.around(await DrivenMedia.opened(driver))
    const [{ call: agent }, call] = await Promise.all([
      agents[other].dial(users[encryption]),
      adam.nextCall(withinMs).then((ringing) => {
        ringing.answer(media)
        return ringing
      })
    ])
    if (!agent) throw new Error('Asterisk did not put the call through')
    await callBecomes(call, withinMs, 'confirmed')
    return { call, media, far: farEnd(agent) }
  }
  const driven = new DrivenMedia(driver)
  const media = isWebRtc ? TappedMedia.untapped(driven) : await TappedMedia.around(driven)
  const call = adam.account.invite(other === 'PCMA' ? '744' : '745', media)
  const agent = await agents[other].answerNext(withinMs)
  await callBecomes(call, withinMs, 'confirmed')
  return { call, media, far: farEnd(agent) }
}

function farEnd({ audio: { recording } }: PhoneCall): FarEnd {
  return {
    toneHz: agentHz,
    hears: (hz) => levelFromNow(recording, hz),
    codes: (count) =>
      recording
        .until('the codes', withinMs, (heard) =>
          heard.digits().length >= count && heard.events.at(-1)?.end ? heard.digits() : undefined
        )
        .catch(() => recording.digits())
  }
}
