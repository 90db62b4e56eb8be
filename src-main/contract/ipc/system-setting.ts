import type { FailureReason } from '../errors/reasons'

/** Pages of the system's settings that main may open. Which addresses they have is known to main alone. */
export const systemSettings = ['microphone-privacy', 'sound'] as const
export type SystemSetting = (typeof systemSettings)[number]

const pages: Partial<Record<FailureReason, SystemSetting>> = {
  'microphone.denied': 'microphone-privacy',
  'microphone.none': 'sound',
  'microphone.in-use': 'sound',
  'microphone.failed': 'sound',
  'sound.microphone-missing': 'sound',
  'sound.speaker-missing': 'sound'
}

/**
 * Where the system lets a person mend what went wrong.
 *
 * @returns null when the system has nothing to do with it, or has no such page: on Linux every desktop has its own
 */
export function systemSettingFor(
  reason: FailureReason,
  platform: 'darwin' | 'win32' | 'linux'
): SystemSetting | null {
  return platform === 'linux' ? null : (pages[reason] ?? null)
}
