import { Button } from '@mantine/core'
import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state'
import { newKey, type GroupDraft } from './customer-draft'
import { useDraftForm } from './draft-context'
import { GroupEditor } from './group-editor'
import './groups-section.css'

/** One group at a time: a customer may have thousands of extensions. */
export function GroupsSection() {
  const { t } = useTranslation()
  const { draft, change, remove, hasProblemIn } = useDraftForm()
  const { groups } = draft
  const [chosenKey, setChosenKey] = useState(groups[0]?.key)
  const chosen = groups.find(({ key }) => key === chosenKey) ?? groups[0]

  const addGroup = () => {
    const name = t('groups.newName', { number: groups.length + 1 })
    const group: GroupDraft = { key: newKey(), name, ruleKey: null, members: [] }
    change((before) => ({ ...before, groups: [...before.groups, group] }))
    setChosenKey(group.key)
  }
  const add = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={addGroup}>
      {t('groups.add')}
    </Button>
  )

  if (!chosen) {
    return (
      <EmptyState
        icon={<IconUsersGroup />}
        title={t('groups.none')}
        text={t('groups.noneText')}
        action={add}
      />
    )
  }
  return (
    <div className="groups">
      <p className="settings-section__lead">{t('groups.lead')}</p>
      <div className="groups__choice">
        {groups.map((group) => (
          <button
            key={group.key}
            type="button"
            className="groups__group"
            aria-pressed={group.key === chosen.key}
            data-problem={hasProblemIn(`group.${group.key}.`) || undefined}
            onClick={() => setChosenKey(group.key)}
          >
            <span className="ellipsis">{group.name}</span>
            <span className="groups__count tabular">{group.members.length}</span>
          </button>
        ))}
        {add}
      </div>
      <GroupEditor
        key={chosen.key}
        group={chosen}
        onChange={(part) =>
          change((before) => ({
            ...before,
            groups: before.groups.map((group) =>
              group.key === chosen.key ? { ...group, ...part } : group
            )
          }))
        }
        onRemoveMember={(member) =>
          remove(member.name || member.extension, (before) => ({
            ...before,
            groups: before.groups.map((group) =>
              group.key === chosen.key
                ? { ...group, members: group.members.filter(({ key }) => key !== member.key) }
                : group
            )
          }))
        }
        onRemove={() =>
          remove(chosen.name, (before) => ({
            ...before,
            groups: before.groups.filter(({ key }) => key !== chosen.key)
          }))
        }
      />
    </div>
  )
}
