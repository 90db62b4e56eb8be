import { networkInterfaces } from 'node:os'

/** The addresses of this computer, each with the interface that it belongs to; without the loopback. */
export type InterfaceAddresses = () => readonly string[]

export const systemInterfaceAddresses: InterfaceAddresses = () =>
  Object.entries(networkInterfaces())
    .flatMap(([name, addresses = []]) =>
      addresses
        .filter(({ internal }) => !internal)
        .map(({ cidr, address }) => `${name} ${cidr ?? address}`)
    )
    .sort()

export interface NetworkWatchOptions {
  readonly onChange: (addresses: readonly string[]) => void
  /** those of the system where it is left out */
  readonly addresses?: InterfaceAddresses
  readonly intervalMs?: number
}

/**
 * Tells when the computer gets or loses an address: another network, a cable, a VPN. No system says so to a program in
 * the same way, and asking is cheap: one timer, a tenth of a millisecond every few seconds. What comes and goes between two
 * looks is one change.
 */
export class NetworkWatch {
  private readonly timer: NodeJS.Timeout
  private known: string

  constructor(private readonly options: NetworkWatchOptions) {
    this.known = this.look().join()
    this.timer = setInterval(() => this.compare(), options.intervalMs ?? 2_500)
  }

  stop(): void {
    clearInterval(this.timer)
  }

  private compare(): void {
    const addresses = this.look()
    const now = addresses.join()
    if (now === this.known) return
    this.known = now
    this.options.onChange(addresses)
  }

  private look(): readonly string[] {
    return (this.options.addresses ?? systemInterfaceAddresses)()
  }
}
