import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '@contract/errors/reasons'
import { ConfirmDialog } from '../../components/confirm-dialog'
import { useFailureText } from '../../i18n/use-failure-text'
import { useIntent } from '../../store/coachline-context'

export type SaveState =
  { kind: 'idle' } | { kind: 'saving' } | { kind: 'saved' } | { kind: 'failed'; failure: Failure }

export interface EditorFooterProps {
  readonly isNew: boolean
  readonly dirty: boolean
  readonly customer: { readonly id: string; readonly name: string }
  readonly problemCount: number
  readonly save: SaveState
  /** name of what was removed last and can be brought back */
  readonly removed: string | null
  readonly onUndo: () => void
  readonly onSave: () => void
  readonly onCancel: () => void
  readonly onGone: () => void
}

type Question = 'none' | 'delete' | 'discard'

export function EditorFooter(props: EditorFooterProps) {
  const { customer, dirty, isNew, save } = props
  const { t } = useTranslation()
  const intent = useIntent()
  const [question, setQuestion] = useState<Question>('none')

  return (
    <footer className="customer-editor__footer">
      {!isNew && (
        <Button variant="subtle" color="danger" onClick={() => setQuestion('delete')}>
          {t('settings.delete')}
        </Button>
      )}
      <FooterStatus {...props} />
      <Button
        variant="default"
        disabled={!dirty && !isNew}
        onClick={() => {
          if (dirty) setQuestion('discard')
          else props.onCancel()
        }}
      >
        {t('settings.cancel')}
      </Button>
      <Button disabled={!dirty} loading={save.kind === 'saving'} onClick={props.onSave}>
        {t('settings.save')}
      </Button>
      <ConfirmDialog
        opened={question === 'delete'}
        title={t('settings.deleteConfirm.title', { name: customer.name })}
        text={t('settings.deleteConfirm.text')}
        confirm={t('settings.deleteConfirm.confirm')}
        cancel={t('settings.deleteConfirm.cancel')}
        onConfirm={() => {
          intent('customers.remove', { id: customer.id })
          setQuestion('none')
          props.onGone()
        }}
        onCancel={() => setQuestion('none')}
      />
      <ConfirmDialog
        opened={question === 'discard'}
        title={t('settings.leaveConfirm.title')}
        text={t('settings.leaveConfirm.text', { name: customer.name })}
        confirm={t('settings.leaveConfirm.confirm')}
        cancel={t('settings.leaveConfirm.cancel')}
        onConfirm={() => {
          setQuestion('none')
          props.onCancel()
        }}
        onCancel={() => setQuestion('none')}
      />
    </footer>
  )
}

/** What stands between the buttons: always one line, the most important one. */
function FooterStatus(props: EditorFooterProps) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const { save, problemCount, removed, dirty } = props
  if (removed !== null) {
    return (
      <p className="customer-editor__status" role="status">
        {t('settings.removed', { name: removed })}{' '}
        <button type="button" className="text-button" onClick={props.onUndo}>
          {t('settings.undo')}
        </button>
      </p>
    )
  }
  if (save.kind === 'failed' || problemCount > 0) {
    return (
      <p className="customer-editor__status customer-editor__status--problem" role="alert">
        {save.kind === 'failed'
          ? `${failureText(save.failure).text} ${failureText(save.failure).next}`
          : t('settings.problemCount', { count: problemCount })}
      </p>
    )
  }
  return (
    <p className="customer-editor__status" role="status">
      {dirty ? t('settings.unsaved') : save.kind === 'saved' && t('settings.saved')}
    </p>
  )
}
