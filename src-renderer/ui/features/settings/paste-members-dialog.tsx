import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberDraft } from './customer-draft'
import { mergedMembers } from './merged-members'
import { parseMemberLines, type ParsedLines } from './parse-member-lines'
import './paste-members-dialog.css'

export interface PasteMembersDialogProps {
  readonly opened: boolean
  readonly members: readonly MemberDraft[]
  readonly onClose: () => void
  readonly onMembers: (members: readonly MemberDraft[]) => void
}

export function PasteMembersDialog({
  opened,
  members,
  onClose,
  onMembers
}: PasteMembersDialogProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const parsed = parseMemberLines(text)
  const close = () => {
    setText('')
    onClose()
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('groups.pasteDialog.title')}
      size={480}
      closeButtonProps={{ 'aria-label': t('settings.close') }}
    >
      <Textarea
        label={t('groups.pasteDialog.label')}
        description={t('groups.pasteDialog.text')}
        placeholder={t('groups.pasteDialog.placeholder')}
        rows={9}
        value={text}
        spellCheck={false}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <PastePreview parsed={parsed} members={members} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={close}>
          {t('groups.pasteDialog.cancel')}
        </Button>
        <Button
          disabled={parsed.members.length === 0}
          onClick={() => {
            onMembers(mergedMembers(members, parsed.members))
            setText('')
          }}
        >
          {t('groups.pasteDialog.confirm', { count: parsed.members.length })}
        </Button>
      </Group>
    </Modal>
  )
}

function PastePreview({
  parsed,
  members
}: {
  parsed: ParsedLines
  members: readonly MemberDraft[]
}) {
  const { t } = useTranslation()
  const present = new Set(members.map(({ extension }) => extension))
  const updates = parsed.members.filter(({ extension }) => present.has(extension)).length
  const [first, ...others] = parsed.notUnderstood
  return (
    <div className="paste-preview" role="status">
      {parsed.members.length > 0 && (
        <p>
          {t('groups.pasteDialog.recognised', { count: parsed.members.length })}
          {updates > 0 && ` · ${t('groups.pasteDialog.updates', { count: updates })}`}
        </p>
      )}
      {first && (
        <p className="paste-preview__problem">
          {t('groups.pasteDialog.notUnderstood', first)}{' '}
          {others.length > 0 && t('groups.pasteDialog.moreNotUnderstood', { count: others.length })}
        </p>
      )}
    </div>
  )
}
