/* eslint-disable @typescript-eslint/no-deprecated -- the asynchronous API that replaces this one came after Electron 33 */
import { safeStorage } from 'electron'
import Store from 'electron-store'
import { z } from 'zod'
import type { AccountSecret } from '@contract/settings/account-secrets'
import type { SecretVault } from './customer-directory'

const sealedSchema = z.record(z.string(), z.string())

/** A file for each, because the keys in it are ids of customers, and nothing else can be mistaken for one. */
const fileNames = {
  password: 'passwords',
  turnPassword: 'turn-passwords'
} as const satisfies Record<AccountSecret, string>

interface VaultLog {
  warn(message: string): void
}

/**
 * Passwords sealed by the OS keychain (Keychain, DPAPI, libsecret). Where there is none they are kept in memory until
 * the app quits: a key in a file beside them would only look like protection.
 */
export function openPasswordVault(folder: string, log: VaultLog): SecretVault {
  const files = {
    password: openSealedFile(folder, fileNames.password, log),
    turnPassword: openSealedFile(folder, fileNames.turnPassword, log)
  }
  return {
    get: (customerId, secret) => files[secret].get(customerId),
    set: (customerId, secret, value) => files[secret].set(customerId, value),
    remove: (customerId, secret) => {
      files[secret].remove(customerId)
    }
  }
}

function openSealedFile(folder: string, name: string, log: VaultLog) {
  const store = new Store<Record<string, unknown>>({
    name,
    cwd: folder,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
    clearInvalidConfig: true
  })
  const inMemory = new Map<string, string>()
  const sealed = (): Record<string, string> => sealedSchema.catch({}).parse(store.store)

  return {
    get(customerId: string): string | undefined {
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
    set(customerId: string, password: string): 'kept' | 'until-quit' {
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
    remove(customerId: string): void {
      inMemory.delete(customerId)
      const before = sealed()
      const rest = Object.entries(before).filter(([id]) => id !== customerId)
      if (rest.length < Object.keys(before).length) store.store = Object.fromEntries(rest)
    }
  }
}

/** On Linux without a keyring Electron would seal with a key that everybody knows. */
function hasKeychain(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
}
