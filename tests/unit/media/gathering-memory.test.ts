import { beforeEach, describe, expect, it } from 'vitest'
import { GatheringMemory } from '../../../src-main/media/session/gathering-memory'

const stun = { url: 'stun:stun.example' }
const turn = { url: 'turn:turn.example', username: 'coach', credential: 'sesame' }
const servers = [stun, turn]
const dead = { host: 2, srflx: 0, relay: 0 }

let memory: GatheringMemory
let nowMs: number
const at = (address: string, of: typeof servers) => memory.ofCall(of)(address)
const expected = (address = '192.0.2.2', of = servers) => at(address, of).expected

beforeEach(() => {
  nowMs = 0
  memory = new GatheringMemory(() => nowMs)
})

describe('what was gathered the last time', () => {
  it('is known where it was gathered', () => {
    expect(expected()).toBeNull()
    memory.note(at('192.0.2.2', servers).place, dead)
    expect(expected()).toEqual(dead)
  })

  it.each<[string, string, typeof servers]>([
    ['from another address', '198.51.100.2', servers],
    ['with another server', '192.0.2.2', [{ url: 'stun:other.example' }, turn]],
    ['with another password', '192.0.2.2', [stun, { ...turn, credential: 'open' }]]
  ])('says nothing of what is gathered %s', (_, address, of) => {
    memory.note(at('192.0.2.2', servers).place, dead)
    expect(expected(address, of)).toBeNull()
  })

  it('is what was found last', () => {
    const { place } = at('192.0.2.2', servers)
    memory.note(place, dead)
    memory.note(place, { ...dead, relay: 1 })
    expect(expected()?.relay).toBe(1)
  })

  it('is forgotten after ten minutes without a call', () => {
    const { place } = at('192.0.2.2', servers)
    memory.note(place, dead)
    nowMs = 599_999
    expect(expected()).toEqual(dead)
    memory.note(place, dead)
    nowMs = 1_200_000
    expect(expected()).toBeNull()
  })

  it('is known in a call for as long as that lasts', () => {
    const gathering = memory.ofCall(servers)
    memory.note(gathering('192.0.2.2').place, dead)
    nowMs = 7_200_000
    expect(gathering('192.0.2.2').expected).toEqual(dead)
    expect(expected()).toBeNull()
  })

  it('is nothing when there was no network', () => {
    const { place } = at('192.0.2.2', servers)
    memory.note(place, dead)
    memory.note(place, { host: 0, srflx: 0, relay: 0 })
    expect(expected()).toBeNull()
  })

  it('is forgotten when it is told to', () => {
    memory.note(at('192.0.2.2', servers).place, dead)
    memory.forget()
    expect(expected()).toBeNull()
  })

  it('gives no password away', () => {
    expect(at('192.0.2.2', servers).place).not.toContain('sesame')
  })
})
