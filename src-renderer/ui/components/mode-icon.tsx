import { IconHeadphones, IconMessageCircle, IconSpeakerphone } from '@tabler/icons-react'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'

const icons = {
  spy: IconHeadphones,
  whisper: IconMessageCircle,
  'barge-in': IconSpeakerphone
} as const satisfies Record<SupervisionMode, unknown>

export function ModeIcon({ mode, size = 16 }: { mode: SupervisionMode; size?: number }) {
  const Icon = icons[mode]
  return <Icon size={size} stroke={1.75} aria-hidden="true" />
}
