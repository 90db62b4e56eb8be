import { SegmentedControl } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { defaultCodes, switchMethods } from '@contract/settings/dialing-rule'
import { ChoiceSelect } from '../../components/choice-select'
import { IconButton } from '../../components/icon-button'
import type { RuleDraft } from './customer-draft'
import { DialingCodes } from './dialing-codes'
import { DraftTextInput } from './draft-text-input'
import './dialing-rule-card.css'

export interface DialingRuleCardProps {
  readonly rule: RuleDraft
  readonly isFirst: boolean
  readonly isOnly: boolean
  readonly onChange: (part: Partial<RuleDraft>) => void
  readonly onRemove: () => void
}

const kinds = ['default', 'custom'] as const

export function DialingRuleCard({
  rule,
  isFirst,
  isOnly,
  onChange,
  onRemove
}: DialingRuleCardProps) {
  const { t } = useTranslation()
  const custom = rule.kind === 'custom'
  return (
    <section className="rule-card" aria-label={rule.name}>
      <div className="rule-card__head">
        <DraftTextInput
          className="rule-card__name"
          path={`rule.${rule.key}.name`}
          aria-label={t('dialing.ruleName')}
          value={rule.name}
          onText={(name) => onChange({ name })}
        />
        <SegmentedControl
          aria-label={t('dialing.kind')}
          value={rule.kind}
          onChange={(kind) => onChange({ kind })}
          data={kinds.map((value) => ({ value, label: t(`dialing.kinds.${value}`) }))}
        />
        {!isOnly && (
          <IconButton
            label={t('dialing.remove')}
            icon={<IconTrash size={17} stroke={1.75} />}
            tone="danger"
            onClick={onRemove}
          />
        )}
      </div>
      <DialingCodes
        rule={custom ? rule : { ...rule, ...defaultCodes }}
        readOnly={!custom}
        onChange={onChange}
      />
      <div className="rule-card__foot">
        {custom ? (
          <ChoiceSelect
            label={t('dialing.switchMethod')}
            choices={switchMethods}
            value={rule.switchMethod}
            nameOf={(method) => t(`dialing.switchMethods.${method}`)}
            onChoose={(switchMethod) => onChange({ switchMethod })}
          />
        ) : (
          <p className="rule-card__note">
            {t('dialing.switchMethod')}: {t(`dialing.switchMethods.${defaultCodes.switchMethod}`)}
          </p>
        )}
        {isFirst && !isOnly && <p className="rule-card__note">{t('dialing.first')}</p>}
      </div>
    </section>
  )
}
