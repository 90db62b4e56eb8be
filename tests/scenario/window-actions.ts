import type { Page } from '@playwright/test'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import texts from '../../resources/locales/en.json'

const clickWithinMs = 3_000

/** What a manager does in the window, by what stands on the buttons. */
export function windowActions(page: Page) {
  const dock = page.getByRole('region', { name: texts.dock.label })
  return {
    /** @returns false when the window offers no such button, or does not let it be pressed */
    async join(name: string, mode: SupervisionMode): Promise<boolean> {
      const label = texts.list.actions[mode].replace('{{name}}', name)
      return click(page.getByRole('button', { name: label, exact: true }).first())
    },
    async switchTo(mode: SupervisionMode): Promise<boolean> {
      return click(dock.getByRole('button', { name: texts.modes[mode], exact: true }))
    },
    async hangUp(): Promise<boolean> {
      return click(dock.getByRole('button', { name: texts.dock.hangUp, exact: true }))
    }
  }
}

async function click(button: ReturnType<Page['locator']>): Promise<boolean> {
  try {
    await button.click({ timeout: clickWithinMs })
    return true
  } catch {
    return false
  }
}
