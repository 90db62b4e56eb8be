import { readFileSync } from 'node:fs'
import { failure } from '@contract/errors/reasons'
import type { CustomerDirectory } from '../customers/customer-directory'
import { readProvisionFile } from '../customers/provision-file'
import type { NoticeBoard } from './notice-board'

/** Takes over the customer of a `--provision` file, or says on the notice board what is wrong with it. */
export function provision(path: string, directory: CustomerDirectory, notices: NoticeBoard): void {
  const text = readText(path)
  if (text === null) {
    notices.post(failure('provision.unreadable', { file: path }), 'error')
    return
  }
  const provisioned = readProvisionFile(text, path)
  const saved = provisioned.ok
    ? directory.save(provisioned.value.customer, provisioned.value.secrets)
    : provisioned
  if (!saved.ok) notices.post(saved.failure, 'error')
  else if (provisioned.ok) directory.activate(provisioned.value.customer.id)
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
