import { FakeWindowApi } from './fake-window-api'
import { layoutFaults } from './layout-faults'
import type { StagedScene } from './scene'

declare global {
  interface Window {
    /** the scene to play, put there before any script of the page runs */
    stagedScene: StagedScene
    stage: FakeWindowApi
    layoutFaults: typeof layoutFaults
  }
}

const LEVELS_EVERY_MS = 100

const { snapshot, answers, levels } = window.stagedScene
const fake = new FakeWindowApi(snapshot, answers)
window.stage = fake
window.layoutFaults = layoutFaults
Object.defineProperty(window, 'coachline', { value: fake.api })
if (levels) setInterval(() => fake.tellLevels(levels), LEVELS_EVERY_MS)
