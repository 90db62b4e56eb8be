import { speaksIn } from '@contract/telephony/supervision-mode'
import type { SipCall } from '../../src-main/sip/ports'
import { launchDriver } from '../support/media-driver/launch-driver'
import { spyOnPage } from '../support/media-driver/page-spy'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import { labCustomers } from './asterisk/lab-customers'
import type { CheckList } from './check-list'
import { startTurnServer } from './turn/turn-server'
import { checkTurn } from './turn/turn-checks'
import { checkCrash } from './webrtc-crash'
import { toneHz, WebRtcDesk } from './webrtc-desk'
import { checkWebRtcStory } from './webrtc-story'

const [{ codes }] = labCustomers

/**
 * WSS, ICE and DTLS-SRTP to Asterisk, with nothing between the engine and the PBX: the app's SIP stack and its engine, where
 * everything can be asked for and measured, and then the app as it is. Both without a TURN server, and through one.
 */
export async function checkWebRtc(lab: AsteriskLab, checks: CheckList): Promise<void> {
  const turn = await startTurnServer()
  try {
    const driver = await launchDriver({ hz: toneHz.manager }, [turn.trustSwitch])
    try {
      const desk = await WebRtcDesk.open(lab, driver, checks)
      try {
        await checkDesk(desk, checks)
        await checkCrash(lab, desk, checks)
        await checkTurn(desk, turn, checks)
      } finally {
        await desk.close()
      }
    } finally {
      await driver.stop()
    }
    await checkWebRtcStory(lab, null, checks)
    await checkWebRtcStory(lab, turn, checks)
  } finally {
    await turn.stop()
  }
}

async function checkDesk(desk: WebRtcDesk, checks: CheckList): Promise<void> {
  await spyOnPage(desk.driver)
  const call = await desk.join('webrtc')
  if (!call) return
  await checkModes(desk, call, checks)
  await checkHold(desk, call, checks)
  await checkMove(desk, call, checks)
  call.hangUp()
}

/** The microphone is moved as the app moves it: closed for spy, opened after the code has left. */
async function checkModes(desk: WebRtcDesk, call: SipCall, checks: CheckList): Promise<void> {
  const { driver, agent, client } = desk
  await desk.hears('spy', 'webrtc: joined')
  for (const method of ['rfc4733', 'info'] as const) {
    for (const mode of ['whisper', 'barge-in', 'spy', 'barge-in', 'whisper', 'spy'] as const) {
      const code = codes.dtmfCodes[mode]
      await driver.ask('setMicrophone', { microphone: speaksIn(mode) ? 'muted' : 'closed' })
      const sent =
        method === 'rfc4733'
          ? (await driver.ask('sendDigits', { digits: code })).sent
          : (await call.sendInfo(code, 160)).statusCode === 200
      checks.check(`webrtc: ${method} ${code} is sent`, sent)
      if (speaksIn(mode)) await driver.ask('setMicrophone', { microphone: 'open' })
      await desk.hears(mode, `webrtc: ${method} ${code}`)
    }
  }
  const digits = `${agent.audio.recording.digits()}${client.audio.recording.digits()}`
  checks.check('webrtc: no code reached agent or client', digits === '', digits)
}

async function checkHold(desk: WebRtcDesk, call: SipCall, checks: CheckList): Promise<void> {
  for (const held of [true, false]) {
    const { statusCode } = await call.setHeld(held)
    const what = held ? 'holds' : 'resumes'
    checks.check(`webrtc: ${what} by a re-INVITE`, statusCode === 200, `${statusCode}`)
  }
  await desk.hears('spy', 'webrtc: resumed')
}

/** The re-INVITE that follows is what the SIP stack sends after its own move. */
async function checkMove(desk: WebRtcDesk, call: SipCall, checks: CheckList): Promise<void> {
  const { driver } = desk
  await driver.ask('moveTo', { localAddress: '127.0.0.2' })
  const { statusCode } = await call.setHeld(false)
  checks.check('webrtc: ICE starts again by a re-INVITE', statusCode === 200, `${statusCode}`)
  await desk.hears('spy', 'webrtc: moved')
  await driver.ask('setMicrophone', { microphone: 'muted' })
  const { sent } = await driver.ask('sendDigits', { digits: codes.dtmfCodes['barge-in'] })
  checks.check('webrtc: a code after the move', sent)
  await driver.ask('setMicrophone', { microphone: 'open' })
  await desk.hears('barge-in', 'webrtc: barge-in after the move')
}
