import { Checkbox } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { VoiceCodec } from '@contract/settings/voice-codecs'
import { IconButton } from '../../components/icon-button'
import './codec-order.css'
import { choiceOf, moved, switched } from './codec-choice'
import { useAccountDraft, useDraftForm } from './draft-context'

/** Which codecs are offered, the preferred one on top; those left out stay below, to be taken in again. */
export function CodecOrder() {
  const { t } = useTranslation()
  const { account, changeAccount } = useAccountDraft()
  const { problemAt, touch } = useDraftForm()
  const { codecs } = account
  const problem = problemAt('account.codecs')
  const change = (next: readonly VoiceCodec[]) => {
    changeAccount({ codecs: next })
    touch('account.codecs')
  }
  return (
    <fieldset className="codec-order">
      <legend className="field-label">{t('account.codecs')}</legend>
      <p className="field-hint">{t('account.codecsHint')}</p>
      <ol className="codec-order__list">
        {choiceOf(codecs).map(({ codec, place }) => (
          <li key={codec} className="codec-order__row">
            <Checkbox
              className="codec-order__name"
              label={t(`account.codecNames.${codec}`)}
              checked={place !== null}
              onChange={() => change(switched(codecs, codec))}
            />
            {place !== null && place > 0 && (
              <IconButton
                label={t('account.codecUp', { codec: t(`account.codecNames.${codec}`) })}
                icon={<IconChevronUp size={16} stroke={2} aria-hidden="true" />}
                onClick={() => change(moved(codecs, codec, -1))}
              />
            )}
            {place !== null && place < codecs.length - 1 && (
              <IconButton
                label={t('account.codecDown', { codec: t(`account.codecNames.${codec}`) })}
                icon={<IconChevronDown size={16} stroke={2} aria-hidden="true" />}
                onClick={() => change(moved(codecs, codec, 1))}
              />
            )}
          </li>
        ))}
      </ol>
      {problem !== undefined && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  )
}
