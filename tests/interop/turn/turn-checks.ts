import { turnTransports } from '@contract/settings/customer'
import type { IceServerKind } from '@contract/settings/ice-server-kind'
import type { CallAccount } from '../../../src-main/media/session/call-media-sessions'
import type { Driver } from '../../support/media-driver/driver'
import { launchDriver } from '../../support/media-driver/launch-driver'
import type { DriverEvent } from '../../support/media-driver/driver-protocol'
import { relayOnly, spyOnPage } from '../../support/media-driver/page-spy'
import { within } from '../../support/phone/clock'
import { labCustomers } from '../asterisk/lab-customers'
import type { CheckList } from '../check-list'
import type { WebRtcDesk } from '../webrtc-desk'
import type { TurnServer } from './turn-server'

type TurnTransport = (typeof turnTransports)[number]

const [{ codes }] = labCustomers
const wayWithinMs = 5_000

/** Calls that reach the PBX through coturn and in no other way, and one that coturn refuses. */
export async function checkTurn(
  desk: WebRtcDesk,
  turn: TurnServer,
  checks: CheckList
): Promise<void> {
  await spyOnPage(desk.driver)
  await checkTrials(desk.driver, turn, checks)
  await checkOwnAuthority(turn, checks)
  await checkRefusal(desk, turn, checks)
  await relayOnly(desk.driver)
  for (const transport of turnTransports) await checkRelayed(desk, turn, transport, checks)
}

/** What "Test connection" says of coturn, without a call. coturn is a STUN server, too. */
async function checkTrials(driver: Driver, turn: TurnServer, checks: CheckList): Promise<void> {
  for (const transport of turnTransports) {
    const outcome = await tried(driver, 'turn', accountOf(turn, transport, turn.password))
    const works = outcome.kind === 'works'
    checks.check(`turn, tried over ${transport}: it relays`, works, JSON.stringify(outcome))
  }
  const other = await tried(driver, 'turn', accountOf(turn, 'udp', 'pw-other'))
  const refused = JSON.stringify(other)
  checks.check('turn, tried with a wrong password: 401', refused.includes('401'), refused)
  const stunServer = { host: turn.host, port: turn.port }
  const stun = await tried(driver, 'stun', { stunServer })
  checks.check('stun, tried: it answers', stun.kind === 'works', JSON.stringify(stun))
}

/** A Chromium that nobody told about the certificate: the CA file of the account alone makes it believe. */
async function checkOwnAuthority(turn: TurnServer, checks: CheckList): Promise<void> {
  const driver = await launchDriver(null)
  try {
    const account = { ...accountOf(turn, 'tls', turn.password), caFile: turn.caFile }
    const outcome = await tried(driver, 'turn', account)
    const works = outcome.kind === 'works'
    checks.check('turn, tried over tls with its CA file', works, JSON.stringify(outcome))
    const { sdp } = await driver.ask('createOffer')
    const kinds = sdp.match(/ typ \w+/g)?.join('') ?? 'no candidate'
    checks.check('turn over tls with its CA file: it relays', kinds.includes('relay'), kinds)
  } finally {
    await driver.stop()
  }
}

async function tried(driver: Driver, kind: IceServerKind, account: Partial<CallAccount>) {
  await driver.ask('useAccount', { transport: 'wss', mediaSecurity: 'dtls', ...account })
  return driver.ask('tryIceServer', { kind })
}

async function checkRelayed(
  desk: WebRtcDesk,
  turn: TurnServer,
  transport: TurnTransport,
  checks: CheckList
): Promise<void> {
  const { driver } = desk
  const name = `turn over ${transport}`
  const before = allocations(turn)
  const way = nextWay(driver)
  const call = await desk.join(name, accountOf(turn, transport, turn.password))
  if (!call) return
  await desk.hears('spy', `${name}: joined`)
  checks.check(`${name}: the relay carries the call`, (await way) === 'relay', await way)
  await driver.ask('setMicrophone', { microphone: 'muted' })
  const { sent } = await driver.ask('sendDigits', { digits: codes.dtmfCodes.whisper })
  checks.check(`${name}: a code is sent`, sent)
  await driver.ask('setMicrophone', { microphone: 'open' })
  await desk.hears('whisper', `${name}: switched`)
  await driver.ask('moveTo', { localAddress: '127.0.0.3' })
  const { statusCode } = await call.setHeld(false)
  checks.check(`${name}: ICE starts again`, statusCode === 200, `${statusCode}`)
  await desk.hears('whisper', `${name}: moved`)
  await driver.ask('setMicrophone', { microphone: 'closed' })
  call.hangUp()
  checks.check(`${name}: coturn was asked by name`, allocations(turn) > before)
}

async function checkRefusal(desk: WebRtcDesk, turn: TurnServer, checks: CheckList): Promise<void> {
  const { driver } = desk
  const name = 'turn, wrong password'
  const way = nextWay(driver)
  const call = await desk.join(name, accountOf(turn, 'udp', 'pw-other'))
  if (!call) return
  await desk.hears('spy', `${name}: joined`)
  checks.check(`${name}: the call goes straight`, (await way) === 'host', await way)
  const refusal = driver.events.findLast(
    (event) => event.type === 'log' && event.message === 'no TURN server for a direct call'
  )
  const said = JSON.stringify(refusal ?? null)
  checks.check(`${name}: it is said`, said.includes('401') && !said.includes('pw-'), said)
  call.hangUp()
}

function allocations({ log, user }: TurnServer): number {
  return log.lines(new RegExp(`user <${user}>: incoming packet ALLOCATE processed, success`)).length
}

function accountOf(turn: TurnServer, transport: TurnTransport, turnPassword: string) {
  const { host, user } = turn
  const port = transport === 'tls' ? turn.tlsPort : turn.port
  return { turnServer: { host, port, transport }, turnUser: user, turnPassword }
}

/** The kind of candidate that carries the next call, as main logs it. */
async function nextWay(driver: Driver): Promise<string> {
  const isWay = (event: DriverEvent): event is DriverEvent & { type: 'log' } =>
    event.type === 'log' && event.message === 'the way of a direct call'
  const { fields } = await within(wayWithinMs, 'the way of a call', driver.next(isWay))
  return (fields as { path: string }).path
}
