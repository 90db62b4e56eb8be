import type { VoiceCodec } from '@contract/settings/voice-codecs'
import type { Driver } from '../../support/media-driver/driver'
import { AccountPhone, callBecomes } from '../account-phone'
import { startBaresip, type Baresip } from '../baresip/baresip'
import type { CheckList } from '../check-list'
import { DrivenMedia } from '../driven-media'
import { startKamailioLab, type KamailioLab } from '../kamailio/kamailio-lab'
import { adamOn } from '../kamailio/kamailio-phones'
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
const bobHz = 700

/** What its account and its configuration have to say. WebRTC is ICE, DTLS and one port. */
const asked = {
  none: {},
  AES_CM_128_HMAC_SHA1_80: { parameters: ';mediaenc=srtp' },
  AES_CM_128_HMAC_SHA1_32: { parameters: ';mediaenc=srtp' },
  DTLS: { parameters: ';mediaenc=dtls_srtp;medianat=ice', settings: ['rtcp_mux yes'] }
} as const satisfies Record<Encryption, object>

/** The same with a phone behind a proxy, which leaves the media to the phones. */
export async function measureWithBaresip(driver: Driver, checks: CheckList): Promise<Row[]> {
  const lab = await startKamailioLab({ digest: 'MD5' })
  const rows: Row[] = []
  try {
    for (const encryption of encryptions) {
      const adam = adamOn(lab, 'adam', encryption === 'DTLS' ? 'wss' : 'tls')
      try {
        await adam.register()
        for (const codec of codecs) {
          const row = { peer: 'baresip 1.1', codec, encryption }
          await checks.part(`codecs: baresip, ${codec}, ${encryption}`, async () => {
            rows.push(await measureCall(driver, lab, adam, row, checks))
          })
        }
      } finally {
        await adam.close()
      }
    }
  } finally {
    await lab.stop()
  }
  return rows
}

async function measureCall(
  driver: Driver,
  lab: KamailioLab,
  adam: AccountPhone,
  row: Omit<Row, 'seen'>,
  checks: CheckList
): Promise<Row> {
  const { codec, encryption } = row
  const user = `bob-${encryption.toLowerCase()}-${codec.toLowerCase()}`
  const bob = await startBaresip({
    user,
    domain: 'kamailio.lab',
    server: { host: lab.host, port: lab.port, transport: 'udp' },
    toneHz: bobHz,
    answerMode: 'auto',
    codec,
    ...asked[encryption]
  })
  try {
    await lab.log.until(new RegExp(`BOUND ${user} `), 1, withinMs)
    const meeting = await meet(driver, adam, user, bob, codec, encryption)
    const measured = await measure(driver, meeting, row, checks)
    await callBecomes(meeting.call, withinMs, 'terminated')
    return measured
  } finally {
    await bob.stop()
  }
}

async function meet(
  driver: Driver,
  adam: AccountPhone,
  user: string,
  bob: Baresip,
  codec: VoiceCodec,
  encryption: Encryption
): Promise<Meeting> {
  const isWebRtc = encryption === 'DTLS'
  const mediaSecurity = isWebRtc ? 'dtls' : encryption === 'none' ? 'rtp' : 'sdes'
  const transport = isWebRtc ? 'wss' : 'tls'
  await driver.ask('useAccount', { transport, mediaSecurity, codecs: [codec] })
  const driven = new DrivenMedia(driver)
  const media = isWebRtc
    ? TappedMedia.untapped(driven)
    : await TappedMedia.around(driven, (offer) => onlySuite(offer, encryption))
  const call = adam.account.invite(user, media)
  await callBecomes(call, withinMs, 'confirmed')
  return { call, media, far: farEnd(bob) }
}

/** Somebody on the way has our offer name one suite only: baresip takes whichever comes first. */
function onlySuite(offer: string, suite: string): string {
  return offer.replace(/^a=crypto:\d+ (\S+) .*\r\n/gm, (line, named: string) =>
    named === suite ? line : ''
  )
}

function farEnd({ hears, link }: Baresip): FarEnd {
  return {
    toneHz: bobHz,
    hears: (hz) => hears(hz, withinMs),
    codes: (count) => link.codes(count, withinMs)
  }
}
