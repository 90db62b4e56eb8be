import { Button } from '@mantine/core'
import { IconActivity, IconSearchOff, IconWaveSine } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state'

const icons = { off: IconActivity, waiting: IconWaveSine, noMatch: IconSearchOff }

/** Why there is no list. */
export function TraceNothing(props: {
  readonly why: keyof typeof icons
  readonly onShowAll: () => void
}) {
  const { t } = useTranslation()
  const Icon = icons[props.why]
  return (
    <EmptyState
      icon={<Icon />}
      title={t(`diagnostics.nothing.${props.why}.title`)}
      text={t(`diagnostics.nothing.${props.why}.text`)}
      action={
        props.why === 'noMatch' && (
          <Button variant="default" onClick={props.onShowAll}>
            {t('diagnostics.showAll')}
          </Button>
        )
      }
    />
  )
}
