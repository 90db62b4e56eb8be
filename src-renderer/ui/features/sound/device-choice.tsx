import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { kindOf, type DeviceRole } from '@contract/settings/sound'
import { SystemSettingButton } from '../../components/system-setting-button'
import { useIntent, useSlice } from '../../store/coachline-context'
import { deviceChoices, type DeviceEntry } from './device-choices'
import { SoundTestButton, SoundTestState } from './sound-test'
import { useSoundTest } from './use-sound-test'

const missing = {
  microphone: 'sound.microphone-missing',
  speaker: 'sound.speaker-missing'
} as const

/** A device, a button to try it, and one line for the most important thing to know about it. */
export function DeviceChoice({ role }: { role: DeviceRole }) {
  const { t } = useTranslation()
  const intent = useIntent()
  const sound = useSlice('sound')
  const test = useSoundTest(role)
  const { entries, value, usedInstead, none } = deviceChoices(sound, role)

  const entryLabel = (entry: DeviceEntry): string => {
    switch (entry.kind) {
      case 'speaker':
        return t('soundSettings.asSpeaker')
      case 'system':
        return entry.label === null
          ? t('soundSettings.system')
          : t('soundSettings.systemNamed', { label: entry.label })
      case 'device':
        return entry.label
      case 'gone':
        return t('soundSettings.notConnected', { label: entry.label })
    }
  }

  return (
    <div className="device-choice">
      <div className="device-choice__line">
        <Select
          className="device-choice__select"
          label={t(`soundSettings.devices.${role}`)}
          value={value}
          allowDeselect={false}
          data={entries.map((entry) => ({ value: entry.value, label: entryLabel(entry) }))}
          onChange={(id) => intent('sound.choose', { role, id: id === '' ? null : id })}
        />
        <SoundTestButton role={role} test={test} />
      </div>
      <div className="device-choice__note" role="status">
        {test.running !== null || test.failure ? (
          <SoundTestState test={test} />
        ) : none ? (
          <>
            <span className="device-choice__problem">
              {t(`soundSettings.none.${kindOf(role)}`)}
            </span>
            <SystemSettingButton reason={missing[kindOf(role)]} />
          </>
        ) : sound.devices === null ? (
          t('soundSettings.looking')
        ) : (
          usedInstead !== null && t('soundSettings.inUseInstead', { label: usedInstead })
        )}
      </div>
    </div>
  )
}
