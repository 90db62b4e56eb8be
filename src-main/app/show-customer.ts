import { ok, type Result } from '@contract/ipc/result'
import type { CustomerDirectory } from '../customers/customer-directory'

export interface ShowCustomerParts {
  readonly directory: Pick<CustomerDirectory, 'activate'>
  readonly demo: {
    readonly customer: { readonly id: string } | null
    show(shown: boolean): void
    stop(): void
  }
  readonly inCall: (customerId: string) => boolean
}

/** Shows the extensions of another customer. A demo that nobody looks at any more ends, unless a call goes on there. */
export function showCustomer(
  id: string | null,
  { directory, demo, inCall }: ShowCustomerParts
): Result<null> {
  const demoId = demo.customer?.id
  if (demoId !== undefined && demoId === id) {
    demo.show(true)
    return ok()
  }
  const activated = directory.activate(id)
  if (!activated.ok) return activated
  if (demoId !== undefined && inCall(demoId)) demo.show(false)
  else demo.stop()
  return ok()
}
