import { createSocket } from 'node:dgram'
import { readdirSync, readFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { hearing } from '../support/app/demo-pbx-process'
import { fileIn, leaveToneAsItIs } from '../support/app/running-app'
import type { WireLog } from '../support/wire-tap/wire-log'
import { openWireTap } from '../support/wire-tap/wire-tap'
import { expect, test } from './coachline'

/** What no PBX should send, from the address of the PBX. */
const malformedMessages = [
  'garbage',
  '\0\0\0\0',
  'SIP/2.0 200\r\n\r\n',
  'INVITE sip:adam SIP/2.0\r\n\r\n',
  'BYE sip:adam@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP x\r\nContent-Length: 99999\r\n\r\n',
  'NOTIFY sip:adam@127.0.0.1 SIP/2.0\r\nCSeq: one NOTIFY\r\nCall-ID: \xff\xfe\r\n\r\n<dialog-info',
  `OPTIONS sip:adam@127.0.0.1 SIP/2.0\r\n${'X: y\r\n'.repeat(5_000)}\r\n`
]

/** Where the app wants its audio, from the SDP of its INVITE. */
function rtpAddress({ messages }: WireLog): { host: string; port: number } {
  const sdp = messages.find(
    ({ from, message }) =>
      from === 'app' && message.kind === 'request' && message.method === 'INVITE'
  )?.message.body
  const host = /^c=IN IP4 (\S+)/m.exec(sdp ?? '')?.[1]
  const port = /^m=audio (\d+)/m.exec(sdp ?? '')?.[1]
  if (host === undefined || port === undefined) throw new Error('no INVITE with an offer')
  return { host, port: Number(port) }
}

test('a wrong password is said in words', async ({ signIn }) => {
  const { ui } = await signIn({
    change: ({ customer }) => (customer.account.password = 'guess')
  })
  await expect(ui.getByText(/wrong user name or password/).first()).toBeVisible()
})

test('a server whose name nobody knows is said in words, and can be corrected', async ({
  signIn
}) => {
  const { ui } = await signIn({
    change: ({ customer }) => {
      delete customer.account.outboundProxy
      customer.account.domain = 'pbx.invalid'
    }
  })
  await expect(ui.getByText(/the server’s name is not known/).first()).toBeVisible()
  await expect(ui.getByRole('button', { name: 'Retry now' }).first()).toBeVisible()
})

test('garbage on the SIP and the RTP port does not disturb a call', async ({
  launch,
  startPbx,
  folder
}) => {
  const pbx = await startPbx()
  const tap = await openWireTap({ transport: 'udp', host: '127.0.0.1', port: pbx.port })
  const provision = pbx.provisionFile()
  const { address: host, port } = tap.address
  provision.customer.account.outboundProxy = { host, port }
  const file = fileIn(folder, 'acme.json', provision)
  const app = await launch({ arguments: ['--provision', file] })
  const ui = await app.window()
  await leaveToneAsItIs(ui)
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')

  for (const garbage of malformedMessages) tap.say(Buffer.from(garbage, 'latin1'))
  const rtp = rtpAddress(tap.log)
  const stranger = createSocket('udp4')
  for (const length of [0, 1, 11, 12, 13, 172, 1_472]) {
    for (const fill of [0x00, 0x80, 0xff]) {
      stranger.send(Buffer.alloc(length, fill), rtp.port, rtp.host)
      stranger.send(Buffer.alloc(length, fill), rtp.port + 1, rtp.host)
    }
  }

  await ui.getByRole('button', { name: 'Whisper', exact: true }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Whisper · sent')
  expect(await pbx.heard(hearing.agent)).toBeTruthy()
  await ui.getByRole('button', { name: 'Hang up' }).click()
  await expect(ui.getByText('You left the call of John Miller.')).toBeVisible()
  stranger.close()
  await app.close()
  tap.close()
})

test('a PBX that is down at start is tried again until it is there', async ({
  launch,
  startPbx,
  folder
}) => {
  test.setTimeout(120_000)
  const pbx = await startPbx()
  const file = fileIn(folder, 'acme.json', pbx.provisionFile())
  await pbx.kill()
  const ui = await (await launch({ arguments: ['--provision', file] })).window()
  // Over UDP nobody says that nobody is there: it takes as long as a REGISTER may stay without an answer.
  const retry = ui.getByRole('button', { name: 'Retry now' }).first()
  await expect(retry).toBeVisible({ timeout: 30_000 })
  await expect(ui.getByText('Not connected').first()).toBeVisible()
  await startPbx(pbx.port)
  // Nobody has to press it: the next attempt, or a retransmission of this one, finds the PBX.
  const spy = ui.getByRole('button', { name: 'Spy on John Miller' })
  await expect(spy).toBeEnabled({ timeout: 30_000 })
})

test('a PBX that dies during the call is noticed, and Coachline stays up', async ({ signIn }) => {
  test.setTimeout(90_000)
  const { pbx, ui } = await signIn({
    change: ({ customer }) => (customer.account.transport = 'tcp')
  })
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  await pbx.kill()
  await expect(ui.getByText('Not connected').first()).toBeVisible()
  // The call has as long as a transaction to find another way to the PBX.
  const lost = ui.getByText(/connection to the PBX was lost/).first()
  await expect(lost).toBeVisible({ timeout: 45_000 })
})

test('a broken settings file is kept aside and said', async ({ launch, folder }) => {
  mkdirSync(join(folder, 'data'))
  const broken = '{ "version": 1, "customers": [ {'
  fileIn(join(folder, 'data'), 'settings.json', broken)
  const ui = await (await launch()).window()
  await expect(ui.getByText('The settings file could not be read.')).toBeVisible()
  const kept = readdirSync(join(folder, 'data')).find((name) => name.startsWith('settings.kept-'))
  expect(readFileSync(join(folder, 'data', kept ?? ''), 'utf8')).toBe(broken)
})

test('a provision file with a mistake changes nothing and names the place', async ({
  launch,
  folder
}) => {
  const file = fileIn(folder, 'bad.json', { coachline: 1, customer: { id: 'x', name: 'X' } })
  const ui = await (await launch({ arguments: ['--provision', file] })).window()
  await expect(ui.getByText(/customer\.account/).first()).toBeVisible()
  await expect(ui.getByRole('button', { name: 'Start the demo' })).toBeVisible()
})

test('a password that is gone after a restart is asked for', async ({ signIn, launch }) => {
  // The app under test has no keychain, so it was kept in memory only.
  const { app, ui } = await signIn()
  await expect(ui.getByText(/has no keychain/)).toBeVisible()
  await app.close()
  const again = await (await launch()).window()
  await expect(again.getByText('The password of Acme Demo is missing.')).toBeVisible()
})
