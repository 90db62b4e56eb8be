import type { ScenarioReport } from './report'
import type { Stage } from './stage'
import type { Step } from './step'
import { Story } from './story'

/** Plays the story on a stage and clears the stage. */
export async function playScenario(
  stage: Stage,
  onStep: (step: Step) => void = () => {},
  screenshotFolder?: string
): Promise<ScenarioReport> {
  try {
    const steps = await new Story(stage, onStep, screenshotFolder).play()
    const { pbx, manager, extension, transport } = stage
    return { pbx, manager, extension, transport, passed: steps.every(({ ok }) => ok), steps }
  } finally {
    await stage.close()
  }
}
