import { useTranslation } from 'react-i18next'
import type { MonitoredExtension } from '@contract/ipc/snapshot'
import { ElapsedTime } from '../../components/elapsed-time'

/** How long a status lasts. A call that was there before anybody looked lasts longer than what can be counted. */
export function StatusTime({ row }: { row: MonitoredExtension }) {
  const { t } = useTranslation()
  const { since, stale, status, beganUnseen } = row
  const known = since !== null && !stale && status !== 'unknown' && status !== 'not-allowed'
  const hint = known && beganUnseen ? t('statusHint.beganUnseen') : undefined
  return (
    <span role="gridcell" className="extension-row__since" aria-description={hint} data-hint={hint}>
      {hint !== undefined && <span className="extension-row__at-least">≥ </span>}
      {known && <ElapsedTime since={since} />}
    </span>
  )
}
