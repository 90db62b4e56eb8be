import './zod-without-eval'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@mantine/core/styles.layer.css'
import './app/tokens.css'
import './app/mantine-variables.css'
import './app/base.css'
import { App } from './app/app'
import { paintInRememberedScheme } from './app/color-scheme'
import { createI18n } from './i18n/i18n'
import { createClock } from './store/clock'
import { createFailedIntents } from './store/failed-intents'
import { createSnapshotStore } from './store/snapshot-store'
// After the features, whose layout and colours these replace.
import './app/narrow/window.css'
import './app/narrow/list.css'
import './app/narrow/calls.css'
import './app/narrow/settings.css'
import './app/forced-colors.css'

paintInRememberedScheme()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <App
      coachline={{
        api: window.coachline,
        store: createSnapshotStore(window.coachline),
        clock: createClock(),
        failedIntents: createFailedIntents()
      }}
      i18n={createI18n()}
    />
  </StrictMode>
)
