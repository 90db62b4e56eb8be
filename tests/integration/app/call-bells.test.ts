import { afterEach, describe, expect, it } from 'vitest'
import { CallBells } from '../../../src-main/monitoring/call-bells'
import { CustomersOnDemoPbxs } from '../../support/app/customers-on-demo-pbxs'

let desk: CustomersOnDemoPbxs

afterEach(() => desk.close())

/** Bells on the customers of a desk, and everything that they told. */
function bellsOn({ customers }: CustomersOnDemoPbxs) {
  const told: string[] = []
  const bells = new CallBells({
    changed: () => undefined,
    rings: ({ customerId, extension, name }) => {
      told.push(`${customerId} ${extension} ${name} is on a call`)
    },
    silent: ({ customerId, extension }) => {
      told.push(`${customerId} ${extension} is not`)
    }
  })
  customers.connections.onRows((customerId, rows) => {
    bells.see(customerId, rows)
  })
  const set = (customerId: string, extension: string) => {
    bells.set(customerId, extension, customers.connections.rowOf(customerId, extension))
  }
  return { bells, set, told }
}

const onCall = ({ status }: { status: string }) => status === 'on-call'
const idle = ({ status }: { status: string }) => status === 'idle'

describe('bells on the extensions of demo PBXs', () => {
  it('ring at the next call, also of a customer who is not shown, and once', async () => {
    desk = await CustomersOnDemoPbxs.open([{ id: 'acme' }, { id: 'birch' }])
    const { set, told } = bellsOn(desk)
    desk.show('acme')
    await desk.untilLampsAreLit('acme')
    await desk.untilLampsAreLit('birch')
    set('birch', '745')
    desk.pbx('acme').callAgent('745')
    await desk.untilRow('acme', '745', onCall)
    expect(told).toEqual([])
    desk.pbx('birch').callAgent('745')
    await desk.untilRow('birch', '745', onCall)
    expect(told).toEqual([expect.stringMatching(/^birch 745 .+ is on a call$/)])
    desk.pbx('birch').endCall('745')
    await desk.untilRow('birch', '745', idle)
    desk.pbx('birch').callAgent('745')
    await desk.untilRow('birch', '745', onCall)
    expect(told.slice(1)).toEqual(['birch 745 is not'])
  })

  it('wait for the call after the one that is there, and do not take the supervisor for one', async () => {
    desk = await CustomersOnDemoPbxs.open([{ id: 'acme' }])
    const { bells, set, told } = bellsOn(desk)
    desk.show('acme')
    await desk.untilLampsAreLit('acme')
    set('acme', '744')
    expect(bells.waiting).toMatchObject([{ extension: '744', afterThisCall: true }])
    await desk.join('744')
    await desk.hangUp()
    desk.pbx('acme').endCall('744')
    await desk.untilRow('acme', '744', idle)
    expect(bells.waiting).toMatchObject([{ extension: '744', afterThisCall: false }])
    expect(told).toEqual([])
    desk.pbx('acme').callAgent('744')
    await desk.untilRow('acme', '744', onCall)
    expect(told).toHaveLength(1)
    expect(bells.waiting).toEqual([])
  })

  it('that were set before anything was known ring at the first call that is seen', async () => {
    desk = await CustomersOnDemoPbxs.open([{ id: 'acme' }])
    const { bells, set, told } = bellsOn(desk)
    desk.show('acme')
    // 744 is on a call from the beginning, and nobody knows it yet; 745 is idle.
    set('acme', '744')
    set('acme', '745')
    expect(bells.waiting).toMatchObject([{ afterThisCall: false }, { afterThisCall: false }])
    await desk.untilLampsAreLit('acme')
    expect(told).toEqual([expect.stringMatching(/^acme 744/)])
    expect(bells.waiting).toMatchObject([{ extension: '745' }])
  })
})
