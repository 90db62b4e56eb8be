import { useTranslation } from 'react-i18next'

/** Shown only when the snapshot takes long enough to be noticed: the style sheet delays it. */
export function LoadingScreen() {
  const { t } = useTranslation()
  return (
    <div className="loading-screen" role="status" aria-label={t('app.loading')}>
      <div className="loading-screen__header" />
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className="loading-screen__row" />
      ))}
    </div>
  )
}
