import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** @param {string} electronBinary */
function hasSetuidHelper(electronBinary) {
  const helper = statSync(join(dirname(electronBinary), 'chrome-sandbox'), {
    throwIfNoEntry: false
  })
  return helper !== undefined && helper.uid === 0 && (helper.mode & 0o4000) !== 0
}

/** Distributions forbid user namespaces in several ways; trying one answers for all of them. */
function userNamespacesAreForbidden() {
  const { status, error } = spawnSync('unshare', ['--user', '--map-root-user', 'true'])
  return error === undefined && status !== 0
}

/**
 * Why Chromium's sandbox cannot work here, if so. An installed Coachline always runs sandboxed;
 * a checkout has no installer that could have prepared the system for it.
 * @param {string} electronBinary
 */
export function whySandboxCannotWork(electronBinary) {
  if (process.platform !== 'linux') return undefined
  if (process.getuid?.() === 0) return 'this is root'
  if (hasSetuidHelper(electronBinary) || !userNamespacesAreForbidden()) return undefined
  return 'this system forbids unprivileged user namespaces'
}
