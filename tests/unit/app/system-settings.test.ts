import { describe, expect, it } from 'vitest'
import { failureReasons } from '@contract/errors/reasons'
import { commands } from '@contract/ipc/commands'
import { systemSettingFor, type SystemSetting } from '@contract/ipc/system-setting'
import { openSystemSetting } from '../../../src-main/app/system-settings'

/** A system that notes what is asked of it. */
function spySystem(platform: NodeJS.Platform, { notDetermined = false, refuses = false } = {}) {
  const done: string[] = []
  return {
    done,
    platform,
    microphoneNotDetermined: () => notDetermined,
    askForMicrophone: () => {
      done.push('asked')
      return Promise.resolve(false)
    },
    open: (address: string) => {
      done.push(address)
      return refuses ? Promise.reject(new Error('no handler')) : Promise.resolve()
    }
  }
}

describe('a page of the system’s settings', () => {
  it.each([
    ['win32', 'microphone-privacy', 'ms-settings:privacy-microphone'],
    ['win32', 'sound', 'ms-settings:sound'],
    [
      'darwin',
      'microphone-privacy',
      'x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone'
    ],
    ['darwin', 'sound', 'x-apple.systempreferences:com.apple.preference.sound']
  ] as const)('on %s, %s is %s', async (platform, setting, address) => {
    const system = spySystem(platform)
    expect(await openSystemSetting(setting, system)).toMatchObject({ ok: true })
    expect(system.done).toEqual([address])
  })

  it('on Linux there is none, and nothing is opened', async () => {
    const system = spySystem('linux')
    expect(await openSystemSetting('sound', system)).toMatchObject({
      failure: { reason: 'system.setting-not-opened' }
    })
    expect(system.done).toEqual([])
  })

  it('on macOS the person is asked when nobody ever was, and then nothing is opened', async () => {
    const system = spySystem('darwin', { notDetermined: true })
    expect(await openSystemSetting('microphone-privacy', system)).toMatchObject({ ok: true })
    expect(system.done).toEqual(['asked'])
  })

  it('that cannot be opened is told', async () => {
    const system = spySystem('win32', { refuses: true })
    expect(await openSystemSetting('sound', system)).toMatchObject({
      failure: { reason: 'system.setting-not-opened' }
    })
  })

  it.each([
    'https://example.com',
    'ms-settings:sound',
    'file:///etc/passwd',
    '__proto__',
    'constructor'
  ])('is never an address that a window gives: %s', (setting) => {
    expect(commands['system.openSetting'].input.safeParse({ setting }).success).toBe(false)
  })
})

describe('what went wrong', () => {
  const shown: Partial<Record<string, SystemSetting>> = {
    'microphone.denied': 'microphone-privacy',
    'microphone.none': 'sound',
    'microphone.in-use': 'sound',
    'microphone.failed': 'sound',
    'sound.microphone-missing': 'sound',
    'sound.speaker-missing': 'sound'
  }

  it.each(failureReasons)('%s leads where it can be mended, and nowhere on Linux', (reason) => {
    for (const platform of ['win32', 'darwin'] as const) {
      expect(systemSettingFor(reason, platform)).toBe(shown[reason] ?? null)
    }
    expect(systemSettingFor(reason, 'linux')).toBeNull()
  })
})
