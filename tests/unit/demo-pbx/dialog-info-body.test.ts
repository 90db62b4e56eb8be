import { expect, test } from 'vitest'
import { dialogInfoBody } from '../../../src-main/demo-pbx/sip/dialog-info-body'
import { parseDialogInfo } from '../../../src-main/monitoring/parse-dialog-info'

const dialog = {
  id: '7',
  state: 'early',
  direction: 'initiator',
  local: { displayName: 'John', uri: 'sip:744@127.0.0.1' },
  remote: { displayName: 'O’Brien & "Söhne" <GmbH>', uri: 'sip:+1555@127.0.0.1;a=b&c' }
} as const

test('the product reads what the PBX wrote, whatever a client is called', () => {
  expect(parseDialogInfo(dialogInfoBody('sip:744@127.0.0.1', 3, dialog))).toEqual({
    version: 3,
    state: 'full',
    entity: 'sip:744@127.0.0.1',
    dialogs: [
      {
        id: '7',
        state: 'early',
        direction: 'initiator',
        remote: dialog.remote,
        localUri: dialog.local.uri
      }
    ]
  })
})

test('an idle extension has no dialog', () => {
  expect(parseDialogInfo(dialogInfoBody('sip:744@127.0.0.1', 0, undefined))?.dialogs).toEqual([])
})
