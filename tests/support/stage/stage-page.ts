import { accessFaults } from './access-faults'
import { FakeWindowApi } from './fake-window-api'
import { layoutFaults } from './layout-faults'
import type { StagedScene } from './scene'

declare global {
  interface Window {
    /** the scene to play, put there before any script of the page runs */
    stagedScene: StagedScene
    stage: FakeWindowApi
    /** what is wrong with what is shown, for the eyes and for whoever has none */
    faults: () => readonly string[]
  }
}

const LEVELS_EVERY_MS = 100

const { snapshot, answers, levels } = window.stagedScene
const fake = new FakeWindowApi(snapshot, answers)
window.stage = fake
window.faults = () => [...layoutFaults(), ...accessFaults()]
Object.defineProperty(window, 'coachline', { value: fake.api })
if (levels) setInterval(() => fake.tellLevels(levels), LEVELS_EVERY_MS)
