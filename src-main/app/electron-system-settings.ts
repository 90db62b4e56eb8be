import { shell, systemPreferences } from 'electron'
import type { CommandHandlers } from '../ipc/gate'
import { openSystemSetting } from './system-settings'

export const systemCommands: Pick<CommandHandlers, 'system.openSetting'> = {
  'system.openSetting': ({ setting }) =>
    openSystemSetting(setting, {
      platform: process.platform,
      microphoneNotDetermined: () =>
        systemPreferences.getMediaAccessStatus('microphone') === 'not-determined',
      askForMicrophone: () => systemPreferences.askForMediaAccess('microphone'),
      open: (address) => shell.openExternal(address)
    })
}
