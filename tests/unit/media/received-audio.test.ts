import { describe, expect, it } from 'vitest'
import { ReceivedAudio } from '../../../src-main/media/session/received-audio'

describe('why nothing is heard', () => {
  it('is that nothing ever came, or that it stopped', () => {
    const audio = new ReceivedAudio()
    const told: unknown[] = []
    audio.add((flowing, cause) => told.push(flowing || cause))
    audio.flows(false)
    audio.flows(true)
    audio.flows(false)
    expect(told).toEqual(['never-came', true, 'stopped'])
  })

  it('is told once when the PBX holds the call, and its first packet ends it', () => {
    const audio = new ReceivedAudio()
    const told: unknown[] = []
    audio.add((flowing, cause) => told.push(flowing || cause))
    audio.agreed(true)
    audio.agreed(false)
    audio.agreed(false)
    audio.agreed(true)
    audio.flows(true)
    expect(told).toEqual(['held', true])
  })
})
