import { describe, expect, it } from 'vitest'
import type { CallState } from '@contract/telephony/call-state'
import type { OfferNeed } from '../../../src-main/media/media-host'
import { keepMediaAlive } from '../../../src-main/app/media-renewal'

/** A call whose media asks for a new offer or fails, and whose PBX gives one answer to every re-INVITE. */
function joined(answer: number | Error, state: CallState = { kind: 'confirmed' }) {
  const done: string[] = []
  const states = new Set<(state: CallState) => void>()
  const told = { offerNeeded: (_need: OfferNeed) => {}, failed: () => {} }
  const answered = () =>
    answer instanceof Error
      ? Promise.reject(answer)
      : Promise.resolve({ statusCode: answer, reasonPhrase: '' })
  const call = {
    state,
    onState: (listener: (state: CallState) => void) => {
      states.add(listener)
      return () => states.delete(listener)
    },
    held: { local: true, remote: false },
    setHeld: (held: boolean) => {
      done.push(`re-INVITE, held ${String(held)}`)
      return answered()
    },
    hangUp: () => {
      done.push('BYE')
    }
  }
  const media: Parameters<typeof keepMediaAlive>[1] = {
    onOfferNeeded: (listener) => {
      told.offerNeeded = listener
      return () => {}
    },
    onFailed: (listener) => {
      told.failed = listener
      return () => {}
    }
  }
  const tellsOf = keepMediaAlive(call, media, () => {
    done.push('renewal')
    return answered()
  })
  const ended = () => tellsOf({ kind: 'terminated', end: { by: 'local' } })
  const becomes = (next: CallState) => {
    call.state = next
    for (const listener of [...states]) listener(next)
  }
  return { done, told, ended, becomes }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('media that needs its call', () => {
  it('gets a re-INVITE that leaves the hold as it is', async () => {
    const { done, told, ended } = joined(200)
    told.offerNeeded('re-invite')
    await turn()
    expect(done).toEqual(['re-INVITE, held true'])
    expect(ended()).toEqual({ kind: 'terminated', end: { by: 'local' } })
  })

  it('gets a session from the beginning when its keys are lost', async () => {
    const { done, told } = joined(200)
    told.offerNeeded('new-session')
    await turn()
    expect(done).toEqual(['renewal'])
  })

  it('is lost only by what became of its last offer', async () => {
    const { done, told } = joined(488)
    told.offerNeeded('new-session')
    told.offerNeeded('new-session')
    await turn()
    expect(done).toEqual(['renewal', 'renewal', 'BYE'])
  })

  it.each([
    ['refused', 488],
    ['not made', new Error('audio engine: exited')]
  ])(
    'is not lost by an offer that was %s when it was lost again meanwhile',
    async (_what, answer) => {
      const { done, told, ended } = joined(answer)
      told.offerNeeded('new-session')
      told.offerNeeded('later')
      await turn()
      expect(done).toEqual(['renewal'])
      expect(ended()).toEqual({ kind: 'terminated', end: { by: 'local' } })
    }
  )

  it('waits for the offer that follows when the call begins before that', async () => {
    const { done, told, becomes } = joined(200, { kind: 'calling' })
    told.offerNeeded('new-session')
    told.offerNeeded('later')
    becomes({ kind: 'confirmed' })
    expect(done).toEqual([])
    told.offerNeeded('new-session')
    await turn()
    expect(done).toEqual(['renewal'])
  })

  it('gets one re-INVITE when the call has begun, however often it asked before', async () => {
    const { done, told, becomes } = joined(200, { kind: 'calling' })
    told.offerNeeded('re-invite')
    told.offerNeeded('re-invite')
    becomes({ kind: 'early' })
    await turn()
    expect(done).toEqual([])
    becomes({ kind: 'confirmed' })
    becomes({ kind: 'confirmed' })
    await turn()
    expect(done).toEqual(['re-INVITE, held true'])
  })

  it.each([
    ['refuses', 488],
    ['does not answer', 408],
    ['cannot be asked', new Error('gone')]
  ])('ends the call as lost when the PBX %s', async (_what, answer) => {
    const { done, told, ended } = joined(answer)
    told.offerNeeded('re-invite')
    await turn()
    expect(done).toEqual(['re-INVITE, held true', 'BYE'])
    expect(ended()).toEqual({ kind: 'terminated', end: { by: 'network' } })
  })

  it('ends the call when it has failed', () => {
    const { done, told, ended } = joined(200)
    told.failed()
    expect(done).toEqual(['BYE'])
    expect(ended()).toEqual({ kind: 'terminated', end: { by: 'network' } })
  })
})
