import type { SipCall } from '../../src-main/sip/ports'
import { decodedDbfs } from '../support/media-driver/decoded-tone'
import { spyOnPage } from '../support/media-driver/page-spy'
import { within } from '../support/phone/clock'
import { Phone } from '../support/phone/phone'
import type { PhoneCall } from '../support/phone/phone-call'
import { presentDbfs } from '../support/phone/tone-analysis'
import { callBecomes } from './account-phone'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import type { CheckList } from './check-list'
import { DrivenMedia } from './driven-media'
import { levelFromNow } from './tones'
import { toneHz, type WebRtcDesk } from './webrtc-desk'

const colleague = { user: '745', authUser: 'line-745', password: 'pw-745' } as const
const offerWithinMs = 15_000

/**
 * The engine crashes in an ordinary call and takes the keys along. Asterisk never begins a second DTLS association in a
 * dialog; a dialog that replaces it has one of its own, and who is talked to notices no more than a gap.
 */
export async function checkCrash(
  lab: AsteriskLab,
  desk: WebRtcDesk,
  checks: CheckList
): Promise<void> {
  const { driver, manager } = desk
  const { host, port } = lab
  const server = { host, port, transport: 'udp' } as const
  const phone = await Phone.open({
    account: { ...colleague, domain: host, server },
    toneHz: toneHz.agent
  })
  try {
    await phone.register()
    const call = manager.account.invite(colleague.user, new DrivenMedia(driver))
    const answered = await phone.answerNext()
    await callBecomes(call, 5_000, 'confirmed')
    await driver.ask('setMicrophone', { microphone: 'open' })
    await checkHeard(desk, answered, 'webrtc, ordinary call', checks)
    for (const when of ['the first crash', 'the second crash']) {
      await crashAndRenew(desk, call, `webrtc, ordinary call: ${when}`, checks)
      await checkHeard(desk, answered, `webrtc, ordinary call: ${when}`, checks)
    }
    for (const held of [true, false]) {
      const { statusCode } = await call.setHeld(held)
      checks.check(`webrtc, ordinary call: held ${held}`, statusCode === 200, `${statusCode}`)
    }
    await checkHeard(desk, answered, 'webrtc, ordinary call: resumed', checks)
    await driver.ask('sendDigits', { digits: '7' })
    const digits = answered.audio.recording.digits()
    checks.check('webrtc, ordinary call: a digit arrives', digits === '7', digits)
    call.hangUp()
    await within(offerWithinMs, 'the end of the call', answered.ended)
  } finally {
    await phone.close()
  }
}

async function crashAndRenew(
  { driver }: WebRtcDesk,
  call: SipCall,
  when: string,
  checks: CheckList
): Promise<void> {
  const crashedAt = performance.now()
  const needed = driver.next((event) => event.type === 'offer-needed')
  await driver.ask('crashEngine')
  const { need } = await within(offerWithinMs, 'the need of an offer', needed)
  await spyOnPage(driver)
  const { statusCode } = await call.renew()
  const afterMs = Math.round(performance.now() - crashedAt)
  checks.check(
    `${when}: ${need} is set up by another dialog`,
    need === 'new-session' && statusCode === 200,
    `${statusCode} after ${afterMs} ms`
  )
}

async function checkHeard(
  { driver }: WebRtcDesk,
  answered: PhoneCall,
  when: string,
  checks: CheckList
): Promise<void> {
  const [there, here] = await Promise.all([
    levelFromNow(answered.audio.recording, toneHz.manager),
    decodedDbfs(driver, toneHz.agent)
  ])
  checks.check(
    `${when}: both hear each other`,
    Math.min(there, here) > presentDbfs,
    `${there} dBFS there, ${here} dBFS here`
  )
}
