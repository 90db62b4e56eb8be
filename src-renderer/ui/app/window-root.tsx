import { MantineProvider } from '@mantine/core'
import type { i18n } from 'i18next'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { CoachlineContext, useSnapshotState, type Coachline } from '../store/coachline-context'
import { usePaintedScheme } from './color-scheme'
import { SnapshotFailedScreen } from './snapshot-failed-screen'
import { theme } from './theme'

export interface WindowRootProps {
  readonly coachline: Coachline
  readonly i18n: i18n
  readonly loading: ReactNode
  /** what may read the snapshot */
  readonly children: ReactNode
}

/** What every window stands in: texts, state and colours. */
export function WindowRoot({ coachline, i18n, ...parts }: WindowRootProps) {
  return (
    <I18nextProvider i18n={i18n}>
      <CoachlineContext value={coachline}>
        <Painted {...parts} />
      </CoachlineContext>
    </I18nextProvider>
  )
}

function Painted({ loading, children }: Pick<WindowRootProps, 'loading' | 'children'>) {
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
      {state.status === 'loading' && loading}
      {state.status === 'failed' && <SnapshotFailedScreen failure={state.failure} />}
      {state.status === 'ready' && children}
    </MantineProvider>
  )
}
