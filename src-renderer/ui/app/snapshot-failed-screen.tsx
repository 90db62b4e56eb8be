import { Button } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '@contract/errors/reasons'
import { EmptyState } from '../components/empty-state'
import { useFailureText } from '../i18n/use-failure-text'
import { useCoachline } from '../store/coachline-context'

export function SnapshotFailedScreen({ failure }: { failure: Failure }) {
  const { t } = useTranslation()
  const { text, next } = useFailureText()(failure)
  const { store } = useCoachline()
  return (
    <EmptyState
      icon={<IconPlugConnectedX />}
      title={t('app.snapshotFailed.title')}
      text={`${text} ${next}`}
      action={<Button onClick={store.refetch}>{t('app.snapshotFailed.retry')}</Button>}
    />
  )
}
