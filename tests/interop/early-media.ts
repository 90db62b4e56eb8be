import { presentDbfs } from '../support/phone/tone-analysis'
import { AccountPhone, callBecomes } from './account-phone'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import type { CheckList } from './check-list'
import { levelFromNow } from './tones'

/** 700 Hz before the answer, 440 Hz after it: announcements of a PBX are heard while it still rings. */
export async function checkEarlyMedia(lab: AsteriskLab, checks: CheckList): Promise<void> {
  const { host, port } = lab
  const adam = new AccountPhone({
    account: { user: 'adam', domain: host, outboundProxy: { host, port } }
  })
  try {
    await adam.register()
    const { call, media } = await adam.dial('700')
    await callBecomes(call, 5_000, 'early')
    const before = await levelFromNow(media.audio.recording, 700)
    const isEarly = call.state.kind === 'early'
    checks.check('early media is heard', isEarly && before > presentDbfs, `${before} dBFS`)
    await callBecomes(call, 5_000, 'confirmed')
    const after = await levelFromNow(media.audio.recording, 440)
    checks.check('the answer is heard', after > presentDbfs, `${after} dBFS`)
    call.hangUp()
  } finally {
    await adam.close()
  }
}
