import type { Page } from '@playwright/test'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import texts from '../../resources/locales/en.json'

const clickWithinMs = 3_000

/**
 * What a manager does in the window, by what stands on the buttons.
 *
 * @param holdMs - how long the button of the mouse is down
 */
export function windowActions(page: Page, holdMs = 0) {
  const dock = page.getByRole('region', { name: texts.dock.label })
  return {
    /** @returns false when the window offers no such button, or does not let it be pressed */
    async join(name: string, mode: SupervisionMode): Promise<boolean> {
      const label = texts.list.actions[mode].replace('{{name}}', name)
      return click(holdMs, page.getByRole('button', { name: label, exact: true }).first())
    },
    async switchTo(mode: SupervisionMode): Promise<boolean> {
      return click(holdMs, dock.getByRole('button', { name: texts.modes[mode], exact: true }))
    },
    async hangUp(): Promise<boolean> {
      return click(holdMs, dock.getByRole('button', { name: texts.dock.hangUp, exact: true }))
    }
  }
}

async function click(holdMs: number, button: ReturnType<Page['locator']>): Promise<boolean> {
  try {
    await button.click({ delay: holdMs, timeout: clickWithinMs })
    return true
  } catch {
    return false
  }
}
