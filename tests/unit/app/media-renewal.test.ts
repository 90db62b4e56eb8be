import { describe, expect, it } from 'vitest'
import { keepMediaAlive } from '../../../src-main/app/media-renewal'

/** A call whose media asks for a new offer or fails, and whose PBX gives one answer to every re-INVITE. */
function joined(answer: number | Error) {
  const done: string[] = []
  const told = { offerNeeded: () => {}, failed: () => {} }
  const call = {
    held: { local: true, remote: false },
    setHeld: (held: boolean) => {
      done.push(`re-INVITE, held ${String(held)}`)
      return answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve({ statusCode: answer, reasonPhrase: '' })
    },
    hangUp: () => {
      done.push('BYE')
    }
  }
  const tellsOf = keepMediaAlive(call, {
    onOfferNeeded: (listener) => {
      told.offerNeeded = listener
      return () => {}
    },
    onFailed: (listener) => {
      told.failed = listener
      return () => {}
    }
  })
  const ended = () => tellsOf({ kind: 'terminated', end: { by: 'local' } })
  return { done, told, ended }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('media that needs its call', () => {
  it('gets a re-INVITE that leaves the hold as it is', async () => {
    const { done, told, ended } = joined(200)
    told.offerNeeded()
    await turn()
    expect(done).toEqual(['re-INVITE, held true'])
    expect(ended()).toEqual({ kind: 'terminated', end: { by: 'local' } })
  })

  it.each([
    ['refuses', 488],
    ['does not answer', 408],
    ['cannot be asked', new Error('gone')]
  ])('ends the call as lost when the PBX %s', async (_what, answer) => {
    const { done, told, ended } = joined(answer)
    told.offerNeeded()
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
