import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { CalmSupervision } from '../../../src-main/app/calm-supervision'

const idle: SupervisionView = { phase: 'idle', last: null }

function supervising(
  change: Extract<SupervisionView, { phase: 'supervising' }>['change']
): SupervisionView {
  return {
    phase: 'supervising',
    target: { extension: '744', name: 'John Miller' },
    mode: 'spy',
    knowledge: 'joined',
    modeSince: 0,
    answeredAt: 0,
    muted: false,
    failure: null,
    change
  } as SupervisionView
}

describe('what the windows are told of a supervision', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const opening = supervising({ to: 'whisper', stage: 'opening-microphone' })
  const sending = supervising({ to: 'whisper', stage: 'sending' })

  it('is shown at once while nothing changes', () => {
    const show = vi.fn()
    const calm = new CalmSupervision(show)
    calm.update(supervising(null))
    calm.update(idle)
    expect(show.mock.calls).toEqual([[supervising(null)], [idle]])
  })

  it('shows the last stage of a change that takes its time', () => {
    const show = vi.fn()
    const calm = new CalmSupervision(show)
    calm.update(opening)
    calm.update(sending)
    expect(show).not.toHaveBeenCalled()
    vi.runAllTimers()
    expect(show.mock.calls).toEqual([[sending]])
  })

  it('tells when nothing is held back', async () => {
    const calm = new CalmSupervision(vi.fn())
    await calm.shown()
    calm.update(opening)
    const shown = vi.fn()
    void calm.shown().then(shown)
    await Promise.resolve()
    expect(shown).not.toHaveBeenCalled()
    await vi.runAllTimersAsync()
    expect(shown).toHaveBeenCalledOnce()
  })

  it('an end overtakes what was held back, which is never shown after it', () => {
    const show = vi.fn()
    const calm = new CalmSupervision(show)
    calm.update(opening)
    calm.update(idle)
    vi.runAllTimers()
    expect(show.mock.calls).toEqual([[idle]])
  })
})
