import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** @param {string} electronBinary */
function hasSetuidHelper(electronBinary) {
  const helper = statSync(join(dirname(electronBinary), 'chrome-sandbox'), {
    throwIfNoEntry: false
  })
  return helper !== undefined && helper.uid === 0 && (helper.mode & 0o4000) !== 0
}

function userNamespacesAreForbidden() {
  const settings = /** @type {const} */ ([
    ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
    ['/proc/sys/kernel/unprivileged_userns_clone', '0']
  ])
  return settings.some(([file, forbidden]) => {
    try {
      return readFileSync(file, 'utf8').trim() === forbidden
    } catch {
      return false
    }
  })
}

/**
 * Why Chromium's sandbox cannot work here, if so. An installed Coachline always runs sandboxed;
 * a checkout has no installer that could have prepared the system for it.
 * @param {string} electronBinary
 */
export function whySandboxCannotWork(electronBinary) {
  if (process.platform !== 'linux') return undefined
  if (process.getuid?.() === 0) return 'running as root'
  if (userNamespacesAreForbidden() && !hasSetuidHelper(electronBinary)) {
    return 'this kernel forbids unprivileged user namespaces'
  }
  return undefined
}
