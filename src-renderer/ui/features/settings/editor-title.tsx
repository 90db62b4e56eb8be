import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useIntent, useSlice } from '../../store/coachline-context'

/** The customer's name, and whether its PBX is the one in use. */
export function EditorTitle({ id, title, isNew }: { id: string; title: string; isNew: boolean }) {
  const { t } = useTranslation()
  const intent = useIntent()
  const { activeId } = useSlice('customers')
  return (
    <div className="customer-editor__head">
      <h2 className="customer-editor__title ellipsis">{title}</h2>
      {id === activeId ? (
        <span className="customer-editor__active">{t('settings.active')}</span>
      ) : (
        !isNew && (
          <Button size="xs" variant="light" onClick={() => intent('customers.activate', { id })}>
            {t('settings.activate')}
          </Button>
        )
      )}
    </div>
  )
}
