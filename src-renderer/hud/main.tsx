import '../ui/zod-without-eval'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@mantine/core/styles.layer.css'
import '../ui/app/tokens.css'
import '../ui/app/mantine-variables.css'
import '../ui/app/base.css'
import { paintInRememberedScheme } from '../ui/app/color-scheme'
import { WindowRoot } from '../ui/app/window-root'
import { createI18n } from '../ui/i18n/i18n'
import { createClock } from '../ui/store/clock'
import { createFailedIntents } from '../ui/store/failed-intents'
import { createSnapshotStore } from '../ui/store/snapshot-store'
import { Hud } from './hud'
import { hintByTitle } from './hint-by-title'
// After the parts that it takes from the main window.
import './hud.css'
import '../ui/app/forced-colors.css'

paintInRememberedScheme()
hintByTitle(document)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <WindowRoot
      coachline={{
        api: window.coachline,
        store: createSnapshotStore(window.coachline),
        clock: createClock(),
        failedIntents: createFailedIntents()
      }}
      i18n={createI18n()}
      loading={null}
    >
      <Hud />
    </WindowRoot>
  </StrictMode>
)
