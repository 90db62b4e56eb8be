import { describe, expect, it } from 'vitest'
import { defaultCodes } from '@contract/settings/dialing-rule'
import { applyDialogInfo, unknownLamp, type BusyLamp } from '../../../src-main/monitoring/busy-lamp'
import { ownLeg } from '../../../src-main/monitoring/own-leg'
import { parseDialogInfo } from '../../../src-main/monitoring/parse-dialog-info'

/** What Asterisk 22 sent for 744 from its idle phone to its last call; ids, tags and the target's name are left out by it. */
const asterisk = (version: number, state: string, parties = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>
<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${String(version)}" state="full" entity="sip:744@127.0.0.1">
 <dialog id="744"${parties === '' ? '' : ' direction="recipient"'}>${parties}
  <state>${state}</state>
 </dialog>
</dialog-info>
`
const client1 = `
  <remote>
   <identity display="Client 1">sip:client1@127.0.0.1</identity>
   <target uri="sip:client1@127.0.0.1" />
  </remote>
  <local>
   <identity display="Agent 744">sip:744@127.0.0.1</identity>
   <target uri="sip:744@127.0.0.1" />
  </local>`

const played: readonly (readonly [string, string, BusyLamp['status'], string | undefined])[] = [
  ['idle', asterisk(0, 'terminated'), 'idle', undefined],
  ['called by a client', asterisk(1, 'early', client1), 'ringing', 'Client 1'],
  [
    'answered, and the client is not named any more',
    asterisk(2, 'confirmed'),
    'on-call',
    'Client 1'
  ],
  ['hung up', asterisk(3, 'terminated'), 'idle', undefined],
  ['dialling, which Asterisk calls confirmed', asterisk(4, 'confirmed'), 'on-call', undefined],
  ['hung up again', asterisk(5, 'terminated'), 'idle', undefined],
  ['unregistered, which looks like idle', asterisk(6, 'terminated'), 'idle', undefined]
]

describe.each([false, true])('a day of 744 on Asterisk, supervised: %s', (supervising) => {
  it('is shown as it was', () => {
    const isOwnLeg = ownLeg({
      codes: defaultCodes,
      extension: '744',
      managerUser: 'adam',
      supervising
    })
    let lamp = unknownLamp
    for (const [what, body, status, remote] of played) {
      const info = parseDialogInfo(body)
      if (!info) throw new Error(`${what} cannot be read`)
      lamp = applyDialogInfo(lamp, info, isOwnLeg, 1)
      expect([what, lamp.status, lamp.remote?.displayName]).toEqual([what, status, remote])
    }
  })
})
