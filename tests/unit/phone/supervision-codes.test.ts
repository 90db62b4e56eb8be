import { beforeEach, describe, expect, it } from 'vitest'
import { ok } from '@contract/ipc/result'
import { phoneCommands } from '../../../src-main/app/phone-commands'
import { PhoneDesk, settled } from '../../support/phone-leg/phone-desk'

let desk: PhoneDesk
let joined: string[]
let commands: ReturnType<typeof phoneCommands>

beforeEach(() => {
  desk = new PhoneDesk()
  joined = []
  commands = phoneCommands(
    desk.phone,
    () => Promise.resolve(),
    ({ extension, mode }) => {
      joined.push(`${mode} ${extension}`)
      return Promise.resolve(ok())
    }
  )
})

const wire = () => desk.legs.flatMap((leg) => leg.wire)

describe('a supervision code that a window has dialled', () => {
  it.each([
    ['*90744', 'spy 744'],
    ['sip:*91744@pbx.example', 'whisper 744'],
    ['tel:*92-744', 'barge-in 744']
  ])('%s joins, and calls nobody', async (number, join) => {
    expect(await commands['phone.dial']({ number })).toMatchObject({ ok: true })
    expect(joined).toEqual([join])
    expect(wire()).toEqual([])
  })

  it.each(['*90799', '*92'])('%s is refused: nobody knows what would be heard', async (number) => {
    expect(await commands['phone.dial']({ number })).toMatchObject({
      ok: false,
      failure: { reason: 'phone.supervision-code', context: { number } }
    })
    expect(joined).toEqual([])
    expect(wire()).toEqual([])
  })

  it('is a call for nobody else who asks the phone', async () => {
    expect(await desk.phone.dial('*90744')).toMatchObject({
      failure: { reason: 'phone.supervision-code' }
    })
    expect(wire()).toEqual([])
  })

  it.each(['*90744', '*92799'])('%s is nobody to transfer a call to', async (number) => {
    const leg = await desk.talkTo('745')
    const id = desk.idOf('745')
    const refused = { failure: { reason: 'phone.supervision-code', context: { number } } }
    expect(await commands['phone.transfer']({ id, number })).toMatchObject(refused)
    expect(await commands['phone.consult']({ id, number })).toMatchObject(refused)
    await settled()
    expect(leg.wire.filter((word) => /refer|hold/.test(word))).toEqual([])
    expect(desk.legs).toHaveLength(1)
    expect(joined).toEqual([])
  })

  it('leaves ordinary numbers and star codes as they are', async () => {
    await commands['phone.dial']({ number: '*97' })
    expect(wire()[0]).toBe('dial *97')
  })
})
