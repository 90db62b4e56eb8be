import { failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { AccountSecrets } from '@contract/settings/account-secrets'
import { provisionFileSchema, type Customer } from '@contract/settings/customer'

/** A customer from a file, with what goes to the keychain. */
export interface Provisioned {
  readonly customer: Customer
  readonly secrets: AccountSecrets
}

/**
 * Reads the text of a `--provision` file (docs/PROVISIONING.md). The first mistake is named by its place in the file.
 */
export function readProvisionFile(text: string, file: string): Result<Provisioned> {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return fail(failure('provision.not-json', { file, detail: (error as Error).message }))
  }
  const parsed = provisionFileSchema.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const field = issue?.path.join('.') ?? ''
    return fail(failure('provision.invalid', { file, field, detail: issue?.message ?? '' }))
  }
  const { account, ...customer } = parsed.data.customer
  const { password, turnPassword, ...rest } = account
  return ok({ customer: { ...customer, account: rest }, secrets: { password, turnPassword } })
}
