import { afterEach, describe, expect, it } from 'vitest'
import { Phone } from '../../support/phone/phone'
import { presentDbfs, toneDbfs } from '../../support/phone/tone-analysis'
import { openWireTap } from '../../support/wire-tap/wire-tap'

const cleanUp: (() => unknown)[] = []

afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo()
})

async function phone(user: string, toneHz: number, port: number): Promise<Phone> {
  const server = { host: '127.0.0.1', port, transport: 'udp' } as const
  const account = { user, password: '', domain: 'pbx.example', server }
  const made = await Phone.open({ account, toneHz })
  cleanUp.push(() => made.close())
  return made
}

describe('wire tap', () => {
  it('passes a call on and writes down what each side sent', async () => {
    const pbx = await phone('*90744', 700, 9)
    const tap = await openWireTap({ host: '127.0.0.1', port: pbx.port, transport: 'udp' })
    cleanUp.push(() => tap.close())
    const manager = await phone('adam', 1000, tap.address.port)

    const [{ call }, pbxCall] = await Promise.all([manager.dial('*90744'), pbx.answerNext()])
    const joined = await tap.log.exchange('INVITE', 0, 1_000)
    expect(joined.request.requestUri).toBe('sip:*90744@pbx.example')
    expect(joined.response.statusCode).toBe(200)

    await call!.audio.sendDigit('1', 60)
    const { fromApp, fromPbx } = tap.log
    await fromApp.until('the digit', 2_000, ({ events }) => events.find(({ end }) => end))
    expect(fromApp.digits()).toBe('1')
    const from = pbxCall.answeredAt + 200
    await fromPbx.audioUntil(from + 300, 2_000)
    expect(toneDbfs(fromApp.audio, 1000, from)).toBeGreaterThan(presentDbfs)
    expect(toneDbfs(fromPbx.audio, 700, from)).toBeGreaterThan(presentDbfs)

    // The other side knows only the tap's address: its BYE still finds the phone.
    await pbxCall.hangUp()
    expect((await call!.ended).by).toBe('peer')
  })

  it('does not take a challenge for the answer', async () => {
    const pbx = await phone('pbx', 0, 9)
    const tap = await openWireTap({ host: '127.0.0.1', port: pbx.port, transport: 'udp' })
    cleanUp.push(() => tap.close())
    const manager = await phone('adam', 0, tap.address.port)
    const attempt = manager.dial('pbx')
    const first = await pbx.nextCall()
    first.reject(407, 'Proxy Authentication Required')
    await attempt
    expect(tap.log.exchanges('INVITE', 0)).toEqual([])
  })
})
