import { describe, expect, it } from 'vitest'
import type { Dialog, DialogInfo } from '@contract/telephony/dialog-info'
import { defaultCodes } from '@contract/settings/dialing-rule'
import {
  applyDialogInfo,
  loseSight,
  refuseSight,
  unknownLamp
} from '../../../src-main/monitoring/busy-lamp'
import { ownLeg } from '../../../src-main/monitoring/own-leg'

const info = (
  version: number | null,
  dialogs: readonly Dialog[],
  state: DialogInfo['state'] = 'full'
): DialogInfo => ({ version, state, entity: 'sip:744@pbx.example', dialogs })

const confirmed: Dialog = { id: 'a', state: 'confirmed' }
const nobody = () => false
const apply = (
  documents: readonly DialogInfo[],
  isOwnLeg = nobody as (dialog: Dialog) => boolean
) =>
  documents.reduce(
    (lamp, each, index) => applyDialogInfo(lamp, each, isOwnLeg, index + 1),
    unknownLamp
  )

describe('a lamp', () => {
  it.each<[string, readonly Dialog[], string]>([
    ['no dialog', [], 'idle'],
    ['a terminated one, as Asterisk says idle', [{ id: '744', state: 'terminated' }], 'idle'],
    ['an early one', [{ id: 'a', state: 'early' }], 'ringing'],
    ['a trying one', [{ id: 'a', state: 'trying' }], 'ringing'],
    ['a confirmed one', [confirmed], 'on-call'],
    ['a confirmed and a ringing one', [{ id: 'b', state: 'early' }, confirmed], 'on-call'],
    ['a ringing one before a confirmed one', [confirmed, { id: 'b', state: 'early' }], 'on-call']
  ])('with %s', (_, dialogs, status) => {
    expect(apply([info(0, dialogs)])).toMatchObject({ status, stale: false })
  })

  it('counts the time from the change of status, not from every document', () => {
    const lamp = apply([info(0, []), info(1, [confirmed]), info(2, [confirmed])])
    expect(lamp).toMatchObject({ status: 'on-call', since: 2 })
  })

  it('says of a status whether it was there before it could be seen', () => {
    const first = apply([info(0, [confirmed])])
    expect(first).toMatchObject({ since: 1, beganUnseen: true })
    expect(applyDialogInfo(first, info(1, [confirmed]), nobody, 9).beganUnseen).toBe(true)
    const seen = applyDialogInfo(first, info(1, []), nobody, 9)
    expect(seen).toMatchObject({ since: 9, beganUnseen: false })
    const back = loseSight(seen)
    expect(applyDialogInfo(back, info(2, []), nobody, 20).beganUnseen).toBe(false)
    expect(applyDialogInfo(back, info(2, [confirmed]), nobody, 20).beganUnseen).toBe(true)
  })

  it('takes partial documents dialog by dialog', () => {
    const lamp = apply([
      info(0, [confirmed, { id: 'b', state: 'early' }]),
      info(1, [{ id: 'a', state: 'terminated' }], 'partial')
    ])
    expect(lamp).toMatchObject({ status: 'ringing' })
  })

  it('of several dialogs names the party of the most active one, and of two alike the first', () => {
    const party = (id: string, state: Dialog['state']): Dialog => ({
      id,
      state,
      remote: { displayName: id }
    })
    const remoteOf = (...dialogs: Dialog[]) => apply([info(0, dialogs)]).remote?.displayName
    expect(remoteOf(party('t', 'trying'), party('p', 'proceeding'), party('e', 'early'))).toBe('e')
    expect(remoteOf(party('p', 'proceeding'), party('t', 'trying'))).toBe('p')
    expect(remoteOf(party('e', 'early'), party('c', 'confirmed'))).toBe('c')
    expect(remoteOf(party('c1', 'confirmed'), party('c2', 'confirmed'))).toBe('c1')
  })

  it.each<[string, readonly DialogInfo[], boolean]>([
    ['full ones', [info(0, []), info(9, [])], false],
    [
      'partial ones without a gap',
      [info(0, []), info(1, [], 'partial'), info(2, [], 'partial')],
      false
    ],
    ['a gap', [info(0, []), info(2, [], 'partial')], true],
    [
      'a gap, then partial ones',
      [info(0, []), info(2, [], 'partial'), info(3, [], 'partial')],
      true
    ],
    ['a gap, then a full one', [info(0, []), info(2, [], 'partial'), info(3, [])], false],
    ['a partial one first', [info(4, [], 'partial')], true],
    ['a PBX that never counts', [info(null, []), info(null, [], 'partial')], false]
  ])('after %s knows whether it missed something', (_, documents, incomplete) => {
    expect(apply(documents).incomplete).toBe(incomplete)
  })

  it('takes any full document after a gap, whatever its version', () => {
    const lamp = apply([info(1, []), info(5, [], 'partial'), info(2, [confirmed])])
    expect(lamp).toMatchObject({ status: 'on-call', incomplete: false, version: 2 })
  })

  it('follows a PBX that leaves out the version, or always says the same one', () => {
    expect(apply([info(null, []), info(null, [confirmed])])).toMatchObject({ status: 'on-call' })
    expect(apply([info(1, []), info(1, [confirmed])])).toMatchObject({ status: 'on-call' })
  })

  it('ignores a document that was overtaken, and takes a PBX that starts anew', () => {
    expect(apply([info(5, [confirmed]), info(4, [])])).toMatchObject({ status: 'on-call' })
    expect(apply([info(5, [confirmed]), info(0, [])])).toMatchObject({ status: 'idle' })
  })

  it('keeps the name that rang when the PBX stops telling it', () => {
    const remote = { displayName: 'Emma', uri: 'sip:emma@pbx.example' }
    const ringing: Dialog = { id: 'a', state: 'early', remote }
    const lamp = apply([info(0, []), info(1, [ringing]), info(2, [confirmed])])
    expect(lamp.remote).toEqual(remote)
    expect(applyDialogInfo(lamp, info(3, []), nobody, 9).remote).toBeNull()
  })

  it('keeps its status and becomes stale when the subscription is lost, until the next document', () => {
    const lost = loseSight(apply([info(7, [confirmed])]))
    expect(lost).toMatchObject({ status: 'on-call', stale: true })
    expect(applyDialogInfo(lost, info(1, [confirmed]), nobody, 9)).toMatchObject({
      stale: false,
      since: 1
    })
  })

  it.each([
    [403, 'not-allowed'],
    [404, 'unknown']
  ])('refused with %i is %s', (statusCode, status) => {
    expect(refuseSight(apply([info(0, [confirmed])]), statusCode)).toMatchObject({ status })
  })
})

describe("the supervisor's own leg", () => {
  const leg = (uri: string, localUri?: string): Dialog => ({
    id: 'own',
    state: 'confirmed',
    remote: { uri },
    ...(localUri !== undefined && { localUri })
  })
  const supervising = ownLeg({
    codes: defaultCodes,
    extension: '744',
    managerUser: 'adam',
    supervising: true
  })

  it.each([
    'sip:*90744@pbx.example',
    'sip:%2A92744@pbx.example',
    'sips:*91744@pbx.example:5061;transport=tls',
    'sip:*90744:@pbx.example',
    'tel:*90744;phone-context=pbx.example',
    '"Spy" <sip:*90744@pbx.example;user=phone>',
    'SIP:adam@192.0.2.1',
    'sip:adam@pbx.example'
  ])('%s is not a call of the agent', (uri) => {
    expect(apply([info(0, [leg(uri)])], supervising)).toMatchObject({ status: 'idle' })
    expect(apply([info(0, [leg(uri), confirmed])], supervising)).toMatchObject({
      status: 'on-call'
    })
  })

  it('is known by the number that was dialled, also when a colleague did', () => {
    const notSupervising = ownLeg({
      codes: defaultCodes,
      extension: '744',
      managerUser: 'adam',
      supervising: false
    })
    const joined = leg('sip:berta@pbx.example', 'sip:*91744@pbx.example')
    expect(apply([info(0, [joined])], notSupervising)).toMatchObject({ status: 'idle' })
    expect(apply([info(0, [joined, confirmed])], notSupervising)).toMatchObject({
      status: 'on-call',
      remote: null
    })
  })

  it.each(['sip:pbx.example', 'anonymous', '', 'sip:%@pbx.example', 'sip:adamant@pbx.example'])(
    'is not "%s"',
    (uri) => {
      expect(apply([info(0, [leg(uri)])], supervising)).toMatchObject({ status: 'on-call' })
    }
  )

  it('is told from an ordinary call with the manager, and from another agent', () => {
    const idle = ownLeg({
      codes: defaultCodes,
      extension: '744',
      managerUser: 'adam',
      supervising: false
    })
    expect(apply([info(0, [leg('sip:adam@pbx.example')])], idle)).toMatchObject({
      status: 'on-call'
    })
    expect(apply([info(0, [leg('sip:*90745@pbx.example')])], supervising)).toMatchObject({
      status: 'on-call'
    })
  })
})
