import type { SipCall } from '../../src-main/sip/ports'
import { spyOnPage } from '../support/media-driver/page-spy'
import { within } from '../support/phone/clock'
import type { CheckList } from './check-list'
import { labCustomers } from './asterisk/lab-customers'
import type { WebRtcDesk } from './webrtc-desk'

const [{ codes }] = labCustomers
const offerWithinMs = 15_000

/**
 * The engine crashes in a barge-in and takes the keys along. Asterisk agrees to new keys for the stream that has some and
 * never uses them; for another stream it does. From then on that is what it gets at once.
 */
export async function checkCrash(
  desk: WebRtcDesk,
  call: SipCall,
  checks: CheckList
): Promise<void> {
  const { driver } = desk
  for (const { when, offers, events } of [
    { when: 'the first crash', offers: ['new keys', 'the second line'], events: false },
    { when: 'the second crash', offers: ['the first line again'], events: true },
    { when: 'the third crash', offers: ['the second line again'], events: false }
  ]) {
    const crashedAt = performance.now()
    let needed = driver.next(({ type }) => type === 'offer-needed')
    await driver.ask('crashEngine')
    for (const offer of offers) {
      await within(offerWithinMs, 'the need of an offer', needed)
      await spyOnPage(driver)
      needed = driver.next(({ type }) => type === 'offer-needed')
      const { statusCode } = await call.setHeld(false)
      checks.check(`webrtc: ${when}: ${offer}`, statusCode === 200, `${statusCode}`)
    }
    const seconds = Math.round((performance.now() - crashedAt) / 100) / 10
    await desk.hears('barge-in', `webrtc: ${when}, agreed after ${seconds} s`)
    checks.check(`webrtc: ${when}: nobody holds`, !call.held.remote)
    // Asterisk takes telephone-events on its first line only. Where there are none, the app sends INFO.
    const { sent } = await driver.ask('sendDigits', { digits: codes.dtmfCodes['barge-in'] })
    checks.check(`webrtc: ${when}: telephone-events`, sent === events, sent ? 'sent' : 'not taken')
  }
  const { statusCode } = await call.setHeld(true)
  await call.setHeld(false)
  checks.check('webrtc: holds on the second line', statusCode === 200, `${statusCode}`)
  await driver.ask('setMicrophone', { microphone: 'muted' })
  const { statusCode: asInfo } = await call.sendInfo(codes.dtmfCodes.whisper, 160)
  checks.check('webrtc: a code by INFO after the crashes', asInfo === 200, `${asInfo}`)
  await driver.ask('setMicrophone', { microphone: 'open' })
  await desk.hears('whisper', 'webrtc: after the crashes')
}
