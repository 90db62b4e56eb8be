import { useTranslation } from 'react-i18next'
import type { Subscribing } from '@contract/ipc/snapshot'

/** How far the SUBSCRIBEs of a long list have come. A reader is told that they go on, not each number. */
export function SubscribingProgress({ done, total }: Subscribing) {
  const { t } = useTranslation()
  return (
    <>
      <span aria-hidden="true" className="tabular">
        {t('list.subscribing', { done, total })}
      </span>
      <span className="visually-hidden">{t('list.caveat.subscribing')}</span>
      <progress className="connection-strip__bar" aria-hidden="true" max={total} value={done} />
    </>
  )
}
