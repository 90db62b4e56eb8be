import { failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { SystemSetting } from '@contract/ipc/system-setting'

export interface SystemSettingsPorts {
  readonly platform: NodeJS.Platform
  /** macOS only: nobody has been asked yet, so that there is nothing to see in its settings */
  microphoneNotDetermined(): boolean
  /** macOS only: asks the person. Resolves to whether the microphone may be used */
  askForMicrophone(): Promise<boolean>
  open(address: string): Promise<void>
}

/** The only addresses that are ever opened: a window names a page, never an address. */
const addresses: Partial<Record<NodeJS.Platform, Readonly<Record<SystemSetting, string>>>> = {
  win32: {
    'microphone-privacy': 'ms-settings:privacy-microphone',
    sound: 'ms-settings:sound'
  },
  darwin: {
    'microphone-privacy':
      'x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone',
    sound: 'x-apple.systempreferences:com.apple.preference.sound'
  }
}

export async function openSystemSetting(
  setting: SystemSetting,
  ports: SystemSettingsPorts
): Promise<Result<null>> {
  const notOpened = fail(failure('system.setting-not-opened'))
  const address = addresses[ports.platform]?.[setting]
  if (address === undefined) return notOpened
  try {
    const asks = setting === 'microphone-privacy' && ports.platform === 'darwin'
    // Who has just refused does not want to be shown where to allow it.
    if (asks && ports.microphoneNotDetermined()) await ports.askForMicrophone()
    else await ports.open(address)
    return ok()
  } catch {
    return notOpened
  }
}
