import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { headerOf } from '../../../src-main/demo-pbx/sip/sip-message'
import { DemoDesk } from '../../support/demo-pbx/demo-desk'
import { portIn, RawCall, rawSdp } from '../../support/demo-pbx/raw-call'
import { RawRtp } from '../../support/demo-pbx/raw-rtp'
import { RawSip } from '../../support/demo-pbx/raw-sip'

let desk: DemoDesk
let sip: RawSip
let call: RawCall

beforeEach(async () => {
  desk = await DemoDesk.open()
  sip = await RawSip.open(desk.port)
})
afterEach(async () => {
  call.close()
  sip.close()
  await desk.close()
})

test('audio comes after the 200 by itself, slot after slot, in one stream', async () => {
  call = await RawCall.join(sip, '*90744')
  expect(call.answer.statusCode).toBe(200)
  const packets = await call.rtp.until(50)
  const [first] = packets
  expect(first!.marker).toBe(true)
  for (const [index, packet] of packets.slice(1).entries()) {
    const before = packets[index]!
    expect(packet.ssrc).toBe(before.ssrc)
    expect((packet.sequenceNumber - before.sequenceNumber) & 0xffff).toBe(1)
    const slots = ((packet.timestamp - before.timestamp) >>> 0) / 160
    // A slot may be skipped on a busy machine, and then the marker says so.
    expect(packet.marker).toBe(slots > 1)
    expect(packet.payload).toHaveLength(160)
  }
})

describe('a code', () => {
  let stopSpeaking = () => {}
  const joinAndSpeak = async () => {
    call = await RawCall.join(sip, '*90744')
    const timer = setInterval(() => {
      call.rtp.send(call.rtpPort, { payload: Buffer.alloc(160, 0x20) })
    }, 20)
    stopSpeaking = () => {
      clearInterval(timer)
    }
  }
  afterEach(() => {
    stopSpeaking()
  })

  /** True as soon as the manager is heard by exactly these; false when that does not come in about two seconds. */
  const heardBy = async (expected: { agent: boolean; client: boolean }) => {
    for (let reports = 0; reports < 10; reports += 1) {
      const { parties } = await desk.nextHears()
      if (parties.every(({ party, managerDbfs }) => managerDbfs > -99 === expected[party])) {
        return true
      }
    }
    return false
  }

  test('by RFC 4733 counts once, however often its packets come, and also when it just stops', async () => {
    await joinAndSpeak()
    for (const [event, timestamp] of [
      [1, 8_000],
      [2, 16_000]
    ] as const) {
      for (const end of [false, false, true, true, true]) {
        call.rtp.sendEvent(call.rtpPort, event, end, timestamp)
      }
    }
    // A late copy of the first code would undo the second one.
    call.rtp.sendEvent(call.rtpPort, 1, true, 8_000)
    expect(await heardBy({ agent: true, client: true })).toBe(true)

    call.rtp.sendEvent(call.rtpPort, 0, false, 24_000)
    expect(await heardBy({ agent: false, client: false })).toBe(true)
  })

  test.each([
    ['application/dtmf-relay', 'Signal=2\r\nDuration=160\r\n'],
    ['application/dtmf', '2']
  ])('by INFO with %s switches the mode', async (type, body) => {
    await joinAndSpeak()
    const response = await call.request('INFO', { headers: [`Content-Type: ${type}`], body })
    expect(response.statusCode).toBe(200)
    expect(await heardBy({ agent: true, client: true })).toBe(true)
  })

  test('by INFO with another body is refused with what would be understood', async () => {
    call = await RawCall.join(sip, '*90744')
    const headers = ['Content-Type: text/plain']
    const response = await call.request('INFO', { headers, body: '2' })
    expect(response.statusCode).toBe(415)
    expect(headerOf(response, 'Accept')).toContain('application/dtmf-relay')
  })
})

describe('hold', () => {
  test.each([
    ['sendonly', 'recvonly'],
    ['inactive', 'inactive']
  ])('by %s stops the audio until the call is resumed', async (asked, answered) => {
    call = await RawCall.join(sip, '*90744')
    await call.rtp.until(3)
    const held = await call.reinvite(rawSdp(call.rtp.port, `a=${asked}`))
    expect(held.statusCode).toBe(200)
    expect(held.body).toContain(`a=${answered}`)
    const { sequenceNumber } = call.rtp.packets.at(-1)!
    // Five reports are a second of the mixer's time.
    await desk.nextHears()
    await desk.nextHears()
    const resumed = await call.reinvite(rawSdp(call.rtp.port))
    expect(resumed.body).toContain('a=sendrecv')
    const count = call.rtp.packets.length
    const packets = await call.rtp.until(count + 1)
    const next = packets.slice(count)[0]!
    expect((next.sequenceNumber - sequenceNumber) & 0xffff).toBeLessThanOrEqual(2)
    expect(next.marker).toBe(true)
  })

  test('by the address 0.0.0.0 is understood as well', async () => {
    call = await RawCall.join(sip, '*90744')
    const body = rawSdp(call.rtp.port).replace('c=IN IP4 127.0.0.1', 'c=IN IP4 0.0.0.0')
    expect((await call.reinvite(body)).body).toContain('a=recvonly')
  })
})

describe('re-INVITE', () => {
  test('moves the audio to another port', async () => {
    call = await RawCall.join(sip, '*90744')
    await call.rtp.until(1)
    const moved = await RawRtp.open()
    const response = await call.reinvite(rawSdp(moved.port))
    expect(portIn(response.body)).toBe(call.rtpPort)
    await moved.until(5)
    moved.close()
  })

  test('without an offer is answered by ours, in the codec agreed on', async () => {
    call = await RawCall.join(sip, '*90744')
    const response = await call.reinvite('')
    expect(response.body).toContain(`m=audio ${call.rtpPort} RTP/AVP 0 101`)
  })

  test('with an offer that cannot be taken leaves the call as it was', async () => {
    call = await RawCall.join(sip, '*90744')
    const refused = await call.reinvite(rawSdp(call.rtp.port).replace('RTP/AVP', 'RTP/SAVP'))
    expect(refused.statusCode).toBe(488)
    const count = call.rtp.packets.length
    await call.rtp.until(count + 3)
  })
})

test('an INVITE without an offer gets one, and the ACK answers it', async () => {
  call = await RawCall.join(sip, '*90744', () => '')
  expect(call.answer.body).toMatch(/m=audio \d+ RTP\/AVP 8 0 101/)
  await call.rtp.until(5)
})

test.each([
  ['8 0 101', [], '8 101'],
  ['0 8 101', [], '0 101'],
  ['9 97 101', ['a=rtpmap:97 PCMA/8000'], '97 101']
])('of the codecs %s the first that is known is taken', async (formats, attributes, taken) => {
  call = await RawCall.join(sip, '*90744', (port) =>
    rawSdp(port, ...attributes).replace('RTP/AVP 0 101', `RTP/AVP ${formats}`)
  )
  expect(call.answer.body).toContain(`RTP/AVP ${taken}\r\n`)
  const [packet] = await call.rtp.until(1)
  expect(packet!.payloadType).toBe(Number(taken.split(' ')[0]))
})

test('audio goes where audio comes from', async () => {
  call = await RawCall.join(sip, '*90744')
  const elsewhere = await RawRtp.open()
  elsewhere.sendBytes(Buffer.from('garbage, not RTP'), call.rtpPort)
  elsewhere.send(call.rtpPort, { payloadType: 96 })
  await call.rtp.until(10)
  expect(elsewhere.packets).toEqual([])
  elsewhere.send(call.rtpPort, {})
  await elsewhere.until(3)
  elsewhere.close()
})

test('when the client hangs up the supervisor gets a BYE that says why', async () => {
  call = await RawCall.join(sip, '*91744')
  desk.pbx.endCall('744')
  const bye = await sip.nextRequest('BYE')
  expect(headerOf(bye, 'Reason')).toBe('Q.850;cause=16;text="Normal call clearing"')
  expect((await call.request('BYE')).statusCode).toBe(481)
})

test('after the supervisor’s own BYE the call is gone, and can be joined again', async () => {
  call = await RawCall.join(sip, '*90744')
  expect((await call.request('BYE')).statusCode).toBe(200)
  expect((await call.request('INFO')).statusCode).toBe(481)
  call.close()
  call = await RawCall.join(sip, '*92744')
  expect(call.answer.statusCode).toBe(200)
})

test('a request from the past is refused', async () => {
  call = await RawCall.join(sip, '*90744')
  const to = headerOf(call.answer, 'To') ?? ''
  const request = { method: 'INFO', uri: 'sip:127.0.0.1', to, callId: call.callId }
  expect((await sip.request({ ...request, cseq: 2 })).statusCode).toBe(500)
  expect((await sip.request({ ...request, cseq: 9 })).statusCode).toBe(200)
})
