import { describe, expect, it } from 'vitest'
import { microphoneProblem } from '../../../src-renderer/audio-engine/microphone-problem'

describe('why a microphone does not open', () => {
  it.each([
    ['NotFoundError', 'none'],
    ['NotAllowedError', 'denied'],
    ['NotReadableError', 'in-use'],
    ['OverconstrainedError', 'failed'],
    ['AbortError', 'failed']
  ])('%s is %s', (name, problem) => {
    expect(microphoneProblem(new DOMException('', name))).toBe(problem)
  })

  it('anything else is failed', () => {
    expect(microphoneProblem('NotFoundError')).toBe('failed')
    expect(microphoneProblem(undefined)).toBe('failed')
  })
})
