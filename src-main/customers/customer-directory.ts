import { failure, type Failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { CustomerView } from '@contract/ipc/snapshot'
import {
  accountSecrets,
  type AccountSecret,
  type AccountSecrets
} from '@contract/settings/account-secrets'
import { customerProblem } from '@contract/settings/customer-problem'
import type { Customer } from '@contract/settings/customer'
import type { Hotkeys } from '@contract/settings/hotkeys'
import type { Settings } from '@contract/settings/settings'

/** Where the settings are kept. Throws when they cannot be written. */
export interface SettingsFile {
  save(settings: Settings): void
}

/** The OS keychain, or memory where there is none. Keys are customer ids. */
export interface SecretVault {
  get(customerId: string, secret: AccountSecret): string | undefined
  /** @returns whether it will be there after a restart */
  set(customerId: string, secret: AccountSecret, value: string): 'kept' | 'until-quit'
  remove(customerId: string, secret: AccountSecret): void
}

export interface DirectoryPorts {
  file: SettingsFile
  vault: SecretVault
  changed(): void
  notice(problem: Failure): void
}

/** The customers, which of them is active, the appearance and the sound: everything that outlives a restart. */
export class CustomerDirectory {
  constructor(
    private settings: Settings,
    private readonly ports: DirectoryPorts
  ) {}

  get current(): Settings {
    return this.settings
  }

  /** As the windows see them, but for what only the connections know. */
  get views(): Omit<CustomerView, 'registration'>[] {
    return this.settings.customers.map((customer) => ({
      ...customer,
      hasPassword: this.ports.vault.get(customer.id, 'password') !== undefined,
      hasTurnPassword: this.ports.vault.get(customer.id, 'turnPassword') !== undefined
    }))
  }

  get active(): Customer | undefined {
    return this.find(this.settings.activeCustomerId)
  }

  find(id: string | null): Customer | undefined {
    return this.settings.customers.find((customer) => customer.id === id)
  }

  secretsOf(id: string): AccountSecrets {
    const { vault } = this.ports
    return { password: vault.get(id, 'password'), turnPassword: vault.get(id, 'turnPassword') }
  }

  /** Adds or replaces a customer; a secret that is left out stays as it is kept. The first one becomes active. */
  save(customer: Customer, secrets: AccountSecrets = {}): Result<null> {
    const problem = customerProblem(customer)
    if (problem) return fail(failure('settings.invalid', { ...problem }))
    const known = this.find(customer.id) !== undefined
    const customers = known
      ? this.settings.customers.map((each) => (each.id === customer.id ? customer : each))
      : [...this.settings.customers, customer]
    const activeCustomerId = this.settings.activeCustomerId ?? customer.id
    return this.write({ ...this.settings, customers, activeCustomerId }, () => {
      if (this.keep(customer, secrets)) return
      this.ports.notice(failure('password.not-stored', { customer: customer.name }))
    })
  }

  remove(id: string): Result<null> {
    if (!this.find(id)) return fail(failure('settings.unknown-customer'))
    const customers = this.settings.customers.filter((customer) => customer.id !== id)
    const wasActive = this.settings.activeCustomerId === id
    const activeCustomerId = wasActive ? (customers[0]?.id ?? null) : this.settings.activeCustomerId
    return this.write({ ...this.settings, customers, activeCustomerId }, () => {
      for (const secret of accountSecrets) this.ports.vault.remove(id, secret)
    })
  }

  activate(id: string | null): Result<null> {
    if (id !== null && !this.find(id)) return fail(failure('settings.unknown-customer'))
    return this.write({ ...this.settings, activeCustomerId: id })
  }

  setConnected(id: string, connected: boolean): Result<null> {
    const customer = this.find(id)
    return customer
      ? this.save({ ...customer, connected })
      : fail(failure('settings.unknown-customer'))
  }

  saveHotkeys(id: string, hotkeys: Hotkeys): Result<null> {
    const customer = this.find(id)
    return customer
      ? this.save({ ...customer, hotkeys })
      : fail(failure('settings.unknown-customer'))
  }

  setColorScheme(colorScheme: Settings['appearance']['colorScheme']): Result<null> {
    return this.write({ ...this.settings, appearance: { colorScheme } })
  }

  setHud(hud: Settings['hud']): Result<null> {
    return this.write({ ...this.settings, hud })
  }

  setNotifications(notifications: Settings['notifications']): Result<null> {
    return this.write({ ...this.settings, notifications })
  }

  setSound(sound: Settings['sound']): Result<null> {
    return this.write({ ...this.settings, sound })
  }

  setDiagnostics(diagnostics: Settings['diagnostics']): Result<null> {
    return this.write({ ...this.settings, diagnostics })
  }

  /** @returns whether all of them will be there after a restart */
  private keep({ id, account }: Customer, secrets: AccountSecrets): boolean {
    const { vault } = this.ports
    const outcomes = accountSecrets.map((secret) => {
      const value = secrets[secret]
      return value === undefined ? 'kept' : vault.set(id, secret, value)
    })
    // The password of a server that is not used any more would be kept for nothing.
    if (!account.turnServer) vault.remove(id, 'turnPassword')
    return !outcomes.includes('until-quit')
  }

  /**
   * What could not be written is not taken over either: the windows show what the file holds.
   *
   * @param written - what goes with the settings, before anybody is told of them
   */
  private write(settings: Settings, written = () => {}): Result<null> {
    try {
      this.ports.file.save(settings)
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      return fail(failure('settings.not-saved', { detail }))
    }
    this.settings = settings
    written()
    this.ports.changed()
    return ok()
  }
}
