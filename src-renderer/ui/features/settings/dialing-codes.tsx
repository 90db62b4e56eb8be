import { useTranslation } from 'react-i18next'
import { joinNumber } from '@contract/settings/dialing-rule'
import { supervisionModes } from '@contract/telephony/supervision-mode'
import { ModeIcon } from '../../components/mode-icon'
import type { RuleDraft } from './customer-draft'
import { useDraftForm } from './draft-context'
import { DraftTextInput } from './draft-text-input'

export interface DialingCodesProps {
  readonly rule: RuleDraft
  readonly readOnly: boolean
  readonly onChange: (part: Partial<RuleDraft>) => void
}

/** mode | prefix to join | DTMF code */
export function DialingCodes({ rule, readOnly, onChange }: DialingCodesProps) {
  const { t } = useTranslation()
  const { draft } = useDraftForm()
  const extension = draft.groups[0]?.members[0]?.extension ?? '744'
  const { prefixes, dtmfCodes, key } = rule
  return (
    <>
      <table className="rule-codes">
        <thead>
          <tr>
            <th scope="col">{t('dialing.mode')}</th>
            <th scope="col">{t('dialing.prefix')}</th>
            <th scope="col">{t('dialing.dtmfCode')}</th>
          </tr>
        </thead>
        <tbody>
          {supervisionModes.map((mode) => {
            const name = t(`modes.${mode}`)
            return (
              <tr key={mode}>
                <th scope="row" className={`rule-codes__mode mode--${mode}`}>
                  <span>
                    <ModeIcon mode={mode} />
                    {name}
                  </span>
                </th>
                <td>
                  {readOnly ? (
                    <FixedCode code={prefixes[mode]} path={`rule.${key}.prefix.${mode}`} />
                  ) : (
                    <DraftTextInput
                      path={`rule.${key}.prefix.${mode}`}
                      aria-label={t('dialing.prefixOf', { mode: name })}
                      value={prefixes[mode]}
                      onText={(text) =>
                        onChange({ prefixes: { ...prefixes, [mode]: text.trim() } })
                      }
                    />
                  )}
                </td>
                <td>
                  {rule.switchMethod !== 'dtmf' ? (
                    <span className="rule-codes__unused">{t('dialing.notUsed')}</span>
                  ) : readOnly ? (
                    <FixedCode code={dtmfCodes[mode]} path={`rule.${key}.dtmf-code.${mode}`} />
                  ) : (
                    <DraftTextInput
                      path={`rule.${key}.dtmf-code.${mode}`}
                      aria-label={t('dialing.dtmfCodeOf', { mode: name })}
                      value={dtmfCodes[mode]}
                      onText={(text) =>
                        onChange({ dtmfCodes: { ...dtmfCodes, [mode]: text.trim() } })
                      }
                    />
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="rule-card__note">
        {t('dialing.example', {
          extension,
          mode: t('modes.spy'),
          number: joinNumber(rule, 'spy', extension)
        })}
      </p>
    </>
  )
}

/** The default rule cannot be changed, but it can clash with an extension. */
function FixedCode({ code, path }: { code: string; path: string }) {
  const problem = useDraftForm().problemAt(path)
  return (
    <>
      <span className="rule-codes__fixed tabular">{code}</span>
      {problem !== undefined && (
        <span className="field-problem" role="alert">
          {problem}
        </span>
      )}
    </>
  )
}
