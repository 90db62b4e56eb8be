import { describe, expect, it } from 'vitest'
import { ReasonedError } from '@contract/errors/reasoned-error'
import { rememberRefusal } from '../../../src-main/app/refused-media'
import type { CallMedia } from '../../../src-main/sip/ports'
import { meaningOf } from '../../../src-main/supervision/end-of-call'

const agreeable: CallMedia = {
  createOffer: () => Promise.resolve('offer'),
  acceptAnswer: () => Promise.resolve(),
  acceptOffer: () => Promise.resolve('answer'),
  setHeld: () => undefined,
  moveTo: () => Promise.resolve(),
  close: () => Promise.resolve()
}
const lost = { kind: 'terminated', end: { by: 'network' } } as const
const refuses = (reason: string) => () => Promise.reject(new ReasonedError('media', reason))

describe('a call whose media was refused', () => {
  it.each([
    ['not-encrypted', 'supervision.encryption'],
    ['keys-in-the-open', 'supervision.encryption'],
    ['malformed', 'supervision.media-failed']
  ])('says so: %s', async (reason, expected) => {
    const { media, tells } = rememberRefusal({ ...agreeable, acceptAnswer: refuses(reason) })
    await expect(media.acceptAnswer('')).rejects.toThrow(reason)
    const state = tells(lost)
    expect(state.kind === 'terminated' && meaningOf(state.end, '744').failure?.reason).toBe(
      expected
    )
  })

  it('is a lost connection when the media was agreed on', async () => {
    const { media, tells } = rememberRefusal({ ...agreeable, acceptOffer: refuses('no-audio') })
    await media.createOffer()
    await media.acceptAnswer('')
    await expect(media.acceptOffer('')).rejects.toThrow('no-audio')
    expect(tells(lost)).toBe(lost)
    expect(meaningOf(lost.end, '744').failure?.reason).toBe('supervision.connection-lost')
  })

  it('that the PBX refused is told as it was', async () => {
    const { media, tells } = rememberRefusal({ ...agreeable, createOffer: refuses('no-port') })
    await media.createOffer().catch(() => null)
    const rejected = { kind: 'terminated', end: { by: 'rejected', statusCode: 403 } } as const
    expect(tells(rejected)).toBe(rejected)
  })
})
