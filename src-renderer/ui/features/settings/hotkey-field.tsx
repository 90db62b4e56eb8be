import { IconX } from '@tabler/icons-react'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { HotkeyAction } from '@contract/settings/hotkeys'
import { IconButton } from '../../components/icon-button'
import { acceleratorText } from '../../i18n/accelerator-text'
import { useSlice } from '../../store/coachline-context'
import { recordKey } from './accelerator-from-key'
import { useDraftForm } from './draft-context'
import { HotkeyState } from './hotkey-state'
import './hotkey-field.css'

type Recording = 'off' | 'waiting' | 'not-usable'

/** A field that is filled by pressing the keys. Everything else is held back meanwhile. */
export function HotkeyField({ action }: { action: HotkeyAction }) {
  const { t } = useTranslation()
  const { platform } = useSlice('app')
  const { draft, change } = useDraftForm()
  const [recording, setRecording] = useState<Recording>('off')
  const accelerator = draft.hotkeys[action]
  const name = t(`hotkeys.actions.${action}`)
  const set = (next: string) => {
    change((before) => ({ ...before, hotkeys: { ...before.hotkeys, [action]: next } }))
    setRecording('off')
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (recording === 'off') return
    event.preventDefault()
    event.stopPropagation()
    const recorded = recordKey(event, platform)
    switch (recorded.kind) {
      case 'accelerator':
        set(recorded.accelerator)
        break
      case 'clear':
        set('')
        break
      case 'cancel':
        setRecording('off')
        break
      case 'not-usable':
        setRecording('not-usable')
        break
      case 'incomplete':
    }
  }

  return (
    <div className="hotkey-field" data-recording={recording !== 'off' || undefined}>
      <span className="hotkey-field__action">{name}</span>
      <button
        type="button"
        className="hotkey-field__keys"
        aria-label={t('hotkeys.record', { action: name })}
        aria-pressed={recording !== 'off'}
        onClick={() => setRecording('waiting')}
        onKeyDown={onKeyDown}
        onBlur={() => setRecording('off')}
      >
        {recording !== 'off'
          ? t('hotkeys.recording')
          : accelerator === ''
            ? t('hotkeys.none')
            : acceleratorText(accelerator, platform)}
      </button>
      {accelerator === '' ? (
        <span className="hotkey-field__no-clear" />
      ) : (
        <IconButton
          label={t('hotkeys.clear', { action: name })}
          icon={<IconX size={16} stroke={1.75} />}
          onClick={() => set('')}
        />
      )}
      {recording === 'off' ? (
        <HotkeyState action={action} />
      ) : (
        <span className="hotkey-state">
          {t(recording === 'waiting' ? 'hotkeys.recordingHint' : 'hotkeys.notUsable')}
        </span>
      )}
    </div>
  )
}
