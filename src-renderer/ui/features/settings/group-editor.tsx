import { Button, Select } from '@mantine/core'
import { IconClipboardList, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button'
import { newKey, type GroupDraft, type MemberDraft } from './customer-draft'
import { useDraftForm } from './draft-context'
import { DraftTextInput } from './draft-text-input'
import { MemberTable } from './member-table'
import { PasteMembersDialog } from './paste-members-dialog'

export interface GroupEditorProps {
  readonly group: GroupDraft
  readonly onChange: (part: Partial<GroupDraft>) => void
  readonly onRemoveMember: (member: MemberDraft) => void
  readonly onRemove: () => void
}

export function GroupEditor({ group, onChange, onRemoveMember, onRemove }: GroupEditorProps) {
  const { t } = useTranslation()
  const { draft } = useDraftForm()
  const [pasting, setPasting] = useState(false)
  const { members } = group
  const firstRule = draft.rules[0]?.name ?? ''

  const addMember = () =>
    onChange({
      members: [...members, { key: newKey(), extension: '', name: '', supervisionAllowed: true }]
    })

  return (
    <section className="group-editor" aria-label={group.name}>
      <div className="group-editor__head">
        <DraftTextInput
          className="group-editor__name"
          path={`group.${group.key}.name`}
          label={t('groups.name')}
          value={group.name}
          onText={(name) => onChange({ name })}
        />
        {draft.rules.length > 1 && (
          <Select
            label={t('groups.dialingRule')}
            value={group.ruleKey ?? ''}
            allowDeselect={false}
            onChange={(key) => onChange({ ruleKey: key === '' ? null : key })}
            data={[
              { value: '', label: t('groups.firstRule', { name: firstRule }) },
              ...draft.rules.slice(1).map(({ key, name }) => ({ value: key, label: name }))
            ]}
          />
        )}
        <IconButton
          label={t('groups.remove')}
          icon={<IconTrash size={17} stroke={1.75} />}
          tone="danger"
          onClick={onRemove}
        />
      </div>
      <div className="group-editor__bar">
        <span className="group-editor__count">
          {t('groups.memberCount', { count: members.length })}
        </span>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconClipboardList size={15} />}
          onClick={() => setPasting(true)}
        >
          {t('groups.paste')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={15} />}
          onClick={addMember}
        >
          {t('groups.addMember')}
        </Button>
      </div>
      {members.length > 0 ? (
        <MemberTable
          groupName={group.name}
          members={members}
          onChange={(key, part) =>
            onChange({
              members: members.map((member) =>
                member.key === key ? { ...member, ...part } : member
              )
            })
          }
          onRemove={onRemoveMember}
        />
      ) : (
        <p className="group-editor__none">{t('groups.noMembers')}</p>
      )}
      <PasteMembersDialog
        opened={pasting}
        members={members}
        onClose={() => setPasting(false)}
        onMembers={(next) => {
          onChange({ members: next })
          setPasting(false)
        }}
      />
    </section>
  )
}
