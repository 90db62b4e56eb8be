import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { defaultCodes } from '@contract/settings/dialing-rule'
import { newKey, type CustomerDraft, type RuleDraft } from './customer-draft'
import { DialingRuleCard } from './dialing-rule-card'
import { useDraftForm } from './draft-context'

export function DialingSection() {
  const { t } = useTranslation()
  const { draft, change, remove } = useDraftForm()

  const addRule = () => {
    const name = t('dialing.newRuleName', { number: draft.rules.length + 1 })
    const rule: RuleDraft = { key: newKey(), name, kind: 'custom', ...defaultCodes }
    change((before) => ({ ...before, rules: [...before.rules, rule] }))
  }

  return (
    <div className="settings-section">
      <p className="settings-section__lead">{t('dialing.lead')}</p>
      {draft.rules.map((rule, index) => (
        <DialingRuleCard
          key={rule.key}
          rule={rule}
          isFirst={index === 0}
          isOnly={draft.rules.length === 1}
          onChange={(part) => change((before) => withRule(before, rule.key, part))}
          onRemove={() => remove(rule.name, (before) => withoutRule(before, rule.key))}
        />
      ))}
      <div>
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={addRule}>
          {t('dialing.add')}
        </Button>
      </div>
    </div>
  )
}

function withRule(draft: CustomerDraft, key: string, part: Partial<RuleDraft>): CustomerDraft {
  return {
    ...draft,
    rules: draft.rules.map((rule) => (rule.key === key ? { ...rule, ...part } : rule))
  }
}

/** Hunt groups that used the rule go back to the first one. */
function withoutRule(draft: CustomerDraft, key: string): CustomerDraft {
  return {
    ...draft,
    rules: draft.rules.filter((rule) => rule.key !== key),
    groups: draft.groups.map((group) =>
      group.ruleKey === key ? { ...group, ruleKey: null } : group
    )
  }
}
