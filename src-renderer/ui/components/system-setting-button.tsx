import { IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FailureReason } from '@contract/errors/reasons'
import { systemSettingFor } from '@contract/ipc/system-setting'
import { useIntent, useSlice } from '../store/coachline-context'
import './system-setting-button.css'

/** Leads to where the system lets a person mend this; nothing where it has no such place. */
export function SystemSettingButton({ reason }: { reason: FailureReason }) {
  const { t } = useTranslation()
  const intent = useIntent()
  const setting = systemSettingFor(reason, useSlice('app').platform)
  if (setting === null) return null
  return (
    <button
      type="button"
      className="system-setting-button"
      onClick={() => intent('system.openSetting', { setting })}
    >
      {t(`systemSetting.${setting}`)}
      <IconExternalLink size={14} stroke={1.75} aria-hidden="true" />
    </button>
  )
}
