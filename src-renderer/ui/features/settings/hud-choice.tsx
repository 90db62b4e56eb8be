import { SegmentedControl, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { hudShownWhen } from '@contract/settings/hud'
import { useIntent, useSlice } from '../../store/coachline-context'

/** When the small window is there. It works at once; there is nothing to save. */
export function HudChoice() {
  const { t } = useTranslation()
  const intent = useIntent()
  const hud = useSlice('hud')
  const { platform } = useSlice('app')
  return (
    <section aria-labelledby="hud-label">
      <h3 className="field-label" id="hud-label">
        {t('hud.title')}
      </h3>
      <p className="field-hint">{t('hud.hint')}</p>
      <SegmentedControl
        aria-labelledby="hud-label"
        value={hud.shown}
        onChange={(shown) => intent('hud.set', { ...hud, shown })}
        data={hudShownWhen.map((when) => ({ value: when, label: t(`hud.shown.${when}`) }))}
      />
      {/* No desktop of Linux offers it. */}
      {platform !== 'linux' && hud.shown !== 'never' && (
        <Switch
          mt="md"
          label={t('hud.hiddenFromCapture')}
          description={t(`hud.hiddenFromCaptureHint.${platform}`)}
          checked={hud.hiddenFromCapture}
          onChange={(event) =>
            intent('hud.set', { ...hud, hiddenFromCapture: event.currentTarget.checked })
          }
        />
      )}
    </section>
  )
}
