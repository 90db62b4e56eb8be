import type { i18n } from 'i18next'
import { HintLayer } from '../components/hint-layer'
import type { Coachline } from '../store/coachline-context'
import { LoadingScreen } from './loading-screen'
import { Screens } from './screens'
import { WindowRoot } from './window-root'

export function App({ coachline, i18n }: { coachline: Coachline; i18n: i18n }) {
  return (
    <WindowRoot coachline={coachline} i18n={i18n} loading={<LoadingScreen />}>
      <Screens />
      <HintLayer />
    </WindowRoot>
  )
}
