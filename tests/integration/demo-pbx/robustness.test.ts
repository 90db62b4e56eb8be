import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DemoPbx } from '../../../src-main/demo-pbx/demo-pbx'
import { headerOf } from '../../../src-main/demo-pbx/sip/sip-message'
import { DemoDesk } from '../../support/demo-pbx/demo-desk'
import { RawCall } from '../../support/demo-pbx/raw-call'
import { RawSip, token } from '../../support/demo-pbx/raw-sip'

let desk: DemoDesk
let sip: RawSip

beforeEach(async () => {
  desk = await DemoDesk.open()
  sip = await RawSip.open(desk.port)
})
afterEach(async () => {
  sip.close()
  await desk.close()
})

/** Cuts and bends a good message, the same way at every run. */
function mutations(text: string): string[] {
  const lines = text.split('\r\n')
  return [
    ...lines.map((_, at) => lines.filter((__, index) => index !== at).join('\r\n')),
    ...lines.map((line) => text.replace(line, line.replace(/[:;@=]/g, ''))),
    ...lines.map((line) => text.replace(line, `${line.slice(0, 8)}${'%'.repeat(3_000)}`)),
    ...[10, 40, 90, 200].map((length) => text.slice(0, length)),
    text.replace(/Content-Length: \d+/, 'Content-Length: 99999999'),
    text.replace(/sip:/g, '<<<"\\'),
    text.replace('SIP/2.0', 'SIP/9.9')
  ]
}

test('nothing that arrives brings it down', async () => {
  const call = await RawCall.join(sip, '*90744')
  const requests = ['INVITE', 'REGISTER', 'SUBSCRIBE', 'INFO', 'BYE', 'ACK', 'CANCEL', 'OPTIONS']
  for (const method of requests) {
    const headers = ['Event: dialog', 'Authorization: Digest realm="coachline-demo", nonce']
    const text = sip.format({ method, uri: 'sip:*90744@127.0.0.1', headers, body: 'v=0\r\nm=' })
    for (const [index, bad] of mutations(text).entries()) {
      sip.send(bad)
      // Now and then, so that nothing is lost in a full socket buffer.
      if (index % 8 === 0) await sip.roundTrip()
    }
  }
  sip.send('SIP/2.0 200 OK\r\nVia: nonsense\r\n\r\n')
  sip.send(Buffer.alloc(0))
  for (const length of [1, 11, 12, 13, 200, 1_400, 9_000]) {
    sip.send(randomBytes(length))
    call.rtp.sendBytes(randomBytes(length), call.rtpPort)
    const rtpLike = randomBytes(length)
    rtpLike[0] = 0xbf
    rtpLike[1] = 101
    call.rtp.sendBytes(rtpLike, call.rtpPort)
  }
  sip.received.length = 0
  await sip.roundTrip()
  const count = call.rtp.packets.length
  await call.rtp.until(count + 3)
  expect((await call.request('BYE')).statusCode).toBe(200)
  call.close()
})

test.each([
  ['From', /^From: .*\r\n/m],
  ['Call-ID', /^Call-ID: .*\r\n/m],
  ['CSeq', /^CSeq: .*\r\n/m],
  ['the method in CSeq', /(?<=^CSeq: \d+ ).*$/m]
])('a request without %s is a bad one', async (_, missing) => {
  const branch = `z9hG4bK${token()}`
  sip.send(sip.format({ method: 'OPTIONS', uri: 'sip:127.0.0.1', branch }).replace(missing, ''))
  const answered = await sip.next((message) =>
    message.kind === 'response' && headerOf(message, 'Via')?.includes(branch) === true
      ? message
      : undefined
  )
  expect(answered.statusCode).toBe(400)
})

test.each([
  ['garbage without end', 'x'.repeat(70_000)],
  ['a message without a length', 'OPTIONS sip:a SIP/2.0\r\nVia: x\r\n\r\n']
])('a TCP connection with %s is closed, others are served', async (_, text) => {
  const bad = connect(desk.port, '127.0.0.1')
  bad.on('error', () => {})
  bad.write(text)
  await once(bad, 'close')
  expect((await desk.phone.register()).statusCode).toBe(200)
})

test('a keep-alive over TCP is answered (RFC 5626)', async () => {
  const connection = connect(desk.port, '127.0.0.1')
  connection.write('\r\n\r\n')
  const [answer] = (await once(connection, 'data')) as [Buffer]
  expect(answer.toString()).toBe('\r\n')
  connection.destroy()
})

test('nothing listens on any other address', async () => {
  const elsewhere = connect(desk.port, '127.0.0.2')
  const [error] = (await once(elsewhere, 'error')) as [NodeJS.ErrnoException]
  expect(error.code).toBe('ECONNREFUSED')

  const udp = createSocket('udp4')
  udp.connect(desk.port, '127.0.0.2')
  await once(udp, 'connect')
  const refused = once(udp, 'error') as Promise<[NodeJS.ErrnoException]>
  udp.send('OPTIONS')
  expect((await refused)[0].code).toBe('ECONNREFUSED')
  udp.close()
})

test.each(['udp', 'tcp'] as const)('a port that is taken on %s is reported', async (transport) => {
  const told: unknown[] = []
  let taken = desk.port
  const udp = createSocket('udp4')
  if (transport === 'udp') {
    udp.bind(0, '127.0.0.1')
    await once(udp, 'listening')
    taken = udp.address().port
  }
  const pbx = new DemoPbx({ sipPort: taken, voices: 'tones', pace: 'manual', voicesFolder: '' })
  pbx.onEvent((event) => told.push(event))
  await expect(pbx.start()).rejects.toThrow(`port ${taken} is in use`)
  expect(told).toMatchObject([{ type: 'failed', reason: 'port-in-use' }])
  await pbx.stop()
  udp.close()
})
