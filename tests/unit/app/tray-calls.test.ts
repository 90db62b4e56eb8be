import { describe, expect, it } from 'vitest'
import { trayCallActions, trayState } from '../../../src-main/app/tray-calls'
import type { Supervisor } from '../../../src-main/supervision/supervisor'
import { PhoneDesk, settled } from '../../support/phone-leg/phone-desk'
import { stageSupervising } from '../../support/stage/stage-snapshot'

const noEcho = { giveWay: () => Promise.resolve() }
const idle = { phase: 'idle', last: null } as const

function supervisorThat(hungUp: () => void, view: Supervisor['view']): Supervisor {
  return { view, hangUp: hungUp } as unknown as Supervisor
}

describe('the tray menu', () => {
  it('offers nothing when nothing is up', () => {
    expect(trayState([], idle)).toEqual({ canHangUp: false, ringing: null, canAnswer: true })
  })

  it('names who rings, and answers unless that would end a supervision', async () => {
    const desk = new PhoneDesk()
    desk.ringFrom('+15550142')
    expect(trayState(desk.phone.view.calls, idle)).toEqual({
      canHangUp: false,
      ringing: 'As the PBX says',
      canAnswer: true
    })
    expect(trayState(desk.phone.view.calls, stageSupervising(0)).canAnswer).toBe(false)
    let echoIsGone = () => {}
    const giveWay = () => new Promise<void>((resolve) => (echoIsGone = resolve))
    const supervisor = supervisorThat(() => undefined, idle)
    trayCallActions(desk.phone, supervisor, { giveWay }).answer()
    await settled()
    expect(desk.callWith('+15550142').phase).toBe('ringing')
    echoIsGone()
    await settled()
    expect(desk.callWith('+15550142').phase).toBe('connected')
  })

  it('hangs up the call that is talked in, and the supervision before any call', async () => {
    const desk = new PhoneDesk()
    await desk.talkTo('744')
    await desk.talkTo('745')
    expect(desk.callWith('744')).toMatchObject({ hold: 'held' })
    let supervisions = 0
    const count = () => (supervisions += 1)
    trayCallActions(desk.phone, supervisorThat(count, stageSupervising(0)), noEcho).hangUp()
    expect(supervisions).toBe(1)
    trayCallActions(desk.phone, supervisorThat(count, idle), noEcho).hangUp()
    expect(desk.phone.view.calls.map(({ party }) => party.number)).toEqual(['744'])
  })
})
