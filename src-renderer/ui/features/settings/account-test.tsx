import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { TrialResult } from './trial-result'
import { useAccountTest } from './use-account-test'
import './account-test.css'

/** Asks the PBX, and the STUN and TURN servers where there are any, with what the form holds. */
export function AccountTest() {
  const { t } = useTranslation()
  const { state, begin } = useAccountTest()
  const isTrying = state.trials.some(({ answer }) => answer === null)
  return (
    <div className="account-test">
      <Button variant="light" loading={isTrying} onClick={begin}>
        {t('account.test.action')}
      </Button>
      <div role="status" className="account-test__results">
        {state.kind === 'invalid' && (
          <p className="trial trial--invalid">{t('account.test.invalid')}</p>
        )}
        {state.trials.map((trial) => (
          <TrialResult key={trial.asked} trial={trial} />
        ))}
      </div>
    </div>
  )
}
