import { MantineProvider } from '@mantine/core'
import type { i18n } from 'i18next'
import { I18nextProvider } from 'react-i18next'
import { HintLayer } from '../components/hint-layer'
import { CoachlineContext, useSnapshotState, type Coachline } from '../store/coachline-context'
import { usePaintedScheme } from './color-scheme'
import { LoadingScreen } from './loading-screen'
import { Screens } from './screens'
import { SnapshotFailedScreen } from './snapshot-failed-screen'
import { theme } from './theme'

export function App({ coachline, i18n }: { coachline: Coachline; i18n: i18n }) {
  return (
    <I18nextProvider i18n={i18n}>
      <CoachlineContext value={coachline}>
        <Painted />
      </CoachlineContext>
    </I18nextProvider>
  )
}

function Painted() {
  const state = useSnapshotState()
  const scheme = usePaintedScheme(
    state.status === 'ready' ? state.slices.appearance.colorScheme : null
  )
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      // mantine-variables.css says it all; a <style> element would need 'unsafe-inline'.
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {state.status === 'loading' && <LoadingScreen />}
      {state.status === 'failed' && <SnapshotFailedScreen failure={state.failure} />}
      {state.status === 'ready' && <Screens />}
      <HintLayer />
    </MantineProvider>
  )
}
