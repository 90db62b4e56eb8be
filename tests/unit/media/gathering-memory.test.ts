import { beforeEach, describe, expect, it } from 'vitest'
import { GatheringMemory } from '../../../src-main/media/session/gathering-memory'

const stun = { url: 'stun:stun.example' }
const turn = { url: 'turn:turn.example', username: 'coach', credential: 'sesame' }
const servers = [stun, turn]
const here = '192.0.2.2'
const dead = { host: 2, srflx: 0, relay: 0 }
const quietMs = 600_000

let memory: GatheringMemory
let nowMs: number

/** What a call knows that begins now, and ends at once. */
function known(address = here, of = servers) {
  const call = memory.ofCall(of)
  const gathering = call.from(address)
  call.end()
  return gathering
}
const note = (counts = dead) => memory.note(known().place, counts)

beforeEach(() => {
  nowMs = 0
  memory = new GatheringMemory(() => nowMs)
})

describe('what was gathered the last time', () => {
  it('is known where it was gathered', () => {
    expect(known().expected).toBeNull()
    note()
    expect(known().expected).toEqual(dead)
  })

  it.each<[string, string, typeof servers]>([
    ['from another address', '198.51.100.2', servers],
    ['with another server', here, [{ url: 'stun:other.example' }, turn]],
    ['with another password', here, [stun, { ...turn, credential: 'open' }]]
  ])('says nothing of what is gathered %s', (_, address, of) => {
    note()
    expect(known(address, of).expected).toBeNull()
  })

  it('is what was found last', () => {
    note()
    note({ ...dead, relay: 1 })
    expect(known().expected?.relay).toBe(1)
  })

  it('is forgotten after ten minutes without a call', () => {
    note()
    nowMs += quietMs - 1
    expect(known().expected).toEqual(dead)
    nowMs += quietMs
    expect(known().expected).toBeNull()
  })

  it('is known in a call for as long as that lasts, and to the one that takes its place', () => {
    const call = memory.ofCall(servers)
    memory.note(call.from(here).place, dead)
    nowMs += 10 * quietMs
    expect(call.from(here).expected).toEqual(dead)
    const beside = memory.ofCall(servers)
    expect(beside.from(here).expected).toEqual(dead)
    beside.end()
    call.end()
    expect(known().expected).toEqual(dead)
  })

  it('is nothing when there was no network', () => {
    note()
    note({ host: 0, srflx: 0, relay: 0 })
    expect(known().expected).toBeNull()
  })

  it('is forgotten when it is told to', () => {
    note()
    memory.forget()
    expect(known().expected).toBeNull()
  })

  it('gives no password away', () => {
    expect(known().place).not.toContain('sesame')
  })
})
