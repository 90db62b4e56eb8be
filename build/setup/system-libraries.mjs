import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { lastLines, run } from './child-process.mjs'
import { say, step } from './progress.mjs'
import { SetupFailure } from './setup-failure.mjs'

// The newer of two names first: Debian 13 and Ubuntu 24.04 renamed some (64-bit time).
const ELECTRON_PACKAGES = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1']
]
const DISPLAY_PACKAGES = [['xvfb']]
/** One presses keys for the tests of global hotkeys, one makes certificates for those of TLS; named like their packages. */
const TEST_PROGRAMS = ['xdotool', 'openssl']

/** @param {string} program */
function isOnPath(program) {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.some((folder) => existsSync(join(folder, program)))
}

/** @param {string} binary */
async function missingLibraries(binary) {
  const { output } = await run('ldd', [binary])
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map(([, library = '']) => library)
}

const aptListsAreEmpty = () => {
  const folder = '/var/lib/apt/lists'
  return !existsSync(folder) || !readdirSync(folder).some((name) => name.endsWith('_Packages'))
}

/** @param {readonly string[]} args */
const apt = (args) =>
  run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-q', '-y', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  })

/** @param {readonly string[][]} groups */
async function namesOnThisRelease(groups) {
  const names = []
  for (const group of groups) {
    let chosen = group.at(-1) ?? ''
    for (const name of group.slice(0, -1)) {
      const { code } = await run('apt-cache', ['show', '--no-all-versions', name])
      if (code === 0) chosen = name
    }
    names.push(chosen)
  }
  return names
}

/** @param {readonly string[]} packages */
async function install(packages) {
  const result = await step(`Installing ${packages.join(' ')} (apt-get)`, () =>
    apt(['install', '--no-install-recommends', ...packages])
  )
  return result
}

/**
 * @param {readonly string[][]} groups
 * @param {string} reason
 */
async function installWithApt(groups, reason) {
  if (!isOnPath('apt-get')) {
    throw new SetupFailure(
      reason,
      'install GTK 3, NSS, ALSA and GBM (and Xvfb where there is no display) with the package manager of this system, then run the same command again'
    )
  }
  if (process.getuid?.() !== 0) {
    const packages = (await namesOnThisRelease(groups)).join(' ')
    throw new SetupFailure(
      reason,
      `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages}`
    )
  }
  say(`  ${reason}.`)
  const update = () => step('Fetching the list of system packages (apt-get)', () => apt(['update']))
  const wereEmpty = aptListsAreEmpty()
  if (wereEmpty) await update()
  let result = await install(await namesOnThisRelease(groups))
  if (result.code !== 0 && !wereEmpty) {
    // Old lists name versions that the mirror no longer has.
    await update()
    result = await install(await namesOnThisRelease(groups))
  }
  if (result.code !== 0) {
    throw new SetupFailure(
      `apt-get could not install the system packages:\n${lastLines(result.output)}`,
      `apt-get install -y ${(await namesOnThisRelease(groups)).join(' ')}`
    )
  }
}

/**
 * @param {string} electronBinary
 * @param {{ needsVirtualDisplay: boolean, forTests: boolean }} options
 */
export async function ensureSystemLibraries(electronBinary, { needsVirtualDisplay, forTests }) {
  if (process.platform !== 'linux') return
  const libraries = await missingLibraries(electronBinary)
  const lacksXvfb = needsVirtualDisplay && !isOnPath('Xvfb')
  const missingPrograms = forTests ? TEST_PROGRAMS.filter((program) => !isOnPath(program)) : []
  if (libraries.length === 0 && !lacksXvfb && missingPrograms.length === 0) return
  const missing = [
    ...libraries,
    ...(lacksXvfb ? ['Xvfb (there is no display)'] : []),
    ...missingPrograms.map((program) => `${program} (for the tests)`)
  ]
  await installWithApt(
    [
      ...(libraries.length > 0 ? ELECTRON_PACKAGES : []),
      ...(lacksXvfb ? DISPLAY_PACKAGES : []),
      ...missingPrograms.map((program) => [program])
    ],
    `This system lacks ${missing.slice(0, 4).join(', ')}${missing.length > 4 ? ' and others' : ''}`
  )
  const stillMissing = await missingLibraries(electronBinary)
  if (stillMissing.length === 0) return
  throw new SetupFailure(
    `Electron still lacks ${stillMissing.join(', ')}`,
    'install the packages that contain them, then run the same command again'
  )
}
