import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { whoHears } from '@contract/telephony/audibility'
import { supervisionModes, type SupervisionMode } from '@contract/telephony/supervision-mode'

describe('who hears the manager', () => {
  it.each<[readonly SupervisionMode[], string, string]>([
    [['spy'], 'does-not-hear', 'does-not-hear'],
    [['whisper'], 'hears', 'does-not-hear'],
    [['barge-in'], 'hears', 'hears'],
    [['spy', 'whisper'], 'may-hear', 'does-not-hear'],
    [['spy', 'barge-in'], 'may-hear', 'may-hear'],
    [['whisper', 'barge-in'], 'hears', 'may-hear'],
    [['spy', 'whisper', 'barge-in'], 'may-hear', 'may-hear']
  ])('when the PBX may be in %s', (modes, agent, client) => {
    expect(whoHears(true, modes)).toEqual({ agent, client })
  })

  it('is nobody while no voice leaves, whatever the PBX does', () => {
    fc.assert(
      fc.property(fc.subarray([...supervisionModes], { minLength: 1 }), (modes) => {
        expect(whoHears(false, modes)).toEqual({ agent: 'does-not-hear', client: 'does-not-hear' })
      })
    )
  })

  it('never becomes more certain by another possible mode', () => {
    fc.assert(
      fc.property(
        fc.subarray([...supervisionModes], { minLength: 1 }),
        fc.constantFrom(...supervisionModes),
        (modes, more) => {
          for (const party of ['agent', 'client'] as const) {
            const before = whoHears(true, modes)[party]
            const after = whoHears(true, [...new Set([...modes, more])])[party]
            if (before !== after) expect(after).toBe('may-hear')
          }
        }
      )
    )
  })
})
