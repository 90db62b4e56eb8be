/* eslint-disable @typescript-eslint/no-deprecated -- the asynchronous API that replaces this one came after Electron 33 */
import { safeStorage } from 'electron'
import Store from 'electron-store'
import { z } from 'zod'
import type { PasswordVault } from './customer-directory'

const sealedSchema = z.record(z.string(), z.string())

/**
 * Passwords sealed by the OS keychain (Keychain, DPAPI, libsecret). Where there is none they are kept in memory until
 * the app quits: a key in a file beside them would only look like protection.
 */
export function openPasswordVault(
  folder: string,
  log: { warn(message: string): void }
): PasswordVault {
  const store = new Store<Record<string, unknown>>({
    name: 'passwords',
    cwd: folder,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
    clearInvalidConfig: true
  })
  const inMemory = new Map<string, string>()
  const sealed = (): Record<string, string> => sealedSchema.catch({}).parse(store.store)

  return {
    get(customerId) {
      const known = inMemory.get(customerId)
      if (known !== undefined) return known
      const text = sealed()[customerId]
      if (text === undefined || !hasKeychain()) return undefined
      try {
        const password = safeStorage.decryptString(Buffer.from(text, 'base64'))
        inMemory.set(customerId, password)
        return password
      } catch {
        log.warn('a stored password cannot be opened with the keychain of this user')
        return undefined
      }
    },
    set(customerId, password) {
      inMemory.set(customerId, password)
      if (!hasKeychain()) return 'until-quit'
      try {
        const text = safeStorage.encryptString(password).toString('base64')
        store.store = { ...sealed(), [customerId]: text }
        return 'kept'
      } catch {
        log.warn('the keychain did not take a password')
        return 'until-quit'
      }
    },
    remove(customerId) {
      inMemory.delete(customerId)
      const rest = Object.entries(sealed()).filter(([id]) => id !== customerId)
      store.store = Object.fromEntries(rest)
    }
  }
}

/** On Linux without a keyring Electron would seal with a key that everybody knows. */
function hasKeychain(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
}
