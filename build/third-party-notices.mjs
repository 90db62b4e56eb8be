// npm run notices: writes docs/THIRD-PARTY-NOTICES.md from the packages that are really in the bundles.
// With --check it writes nothing and fails when the file is out of date.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ensureAppIsBuilt } from './setup/app-bundle.mjs'
import { ensureElectronBinary } from './setup/electron-binary.mjs'
import { ensureNpmPackages } from './setup/npm-packages.mjs'
import { say } from './setup/progress.mjs'
import { inRoot } from './setup/root.mjs'
import { runMain, SetupFailure } from './setup/setup-failure.mjs'

const TARGET = inRoot('docs/THIRD-PARTY-NOTICES.md')
const LICENSE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i

/** Packages whose archive holds no licence text; it was looked up in their repository. */
const KNOWN_TEXTS = inRoot('build/licence-texts')

function bundledFolders() {
  const lists = ['main', 'preload', 'renderer'].map((target) =>
    inRoot('out', `bundled-packages.${target}.json`)
  )
  const folders = lists.flatMap((list) =>
    existsSync(list) ? /** @type {string[]} */ (JSON.parse(readFileSync(list, 'utf8'))) : []
  )
  return [...new Set(folders)].sort()
}

/**
 * @param {string} folder
 * @param {string} name
 */
function licenceText(folder, name) {
  const files = readdirSync(folder).filter((file) => LICENSE_FILE.test(file))
  const known = join(KNOWN_TEXTS, `${name.replace('/', '__')}.txt`)
  const sources = files.length > 0 ? files.sort().map((file) => join(folder, file)) : [known]
  return sources
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n')
}

/** @param {string} folder */
function notice(folder) {
  const { name, version, license, homepage } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8')
  )
  const text = licenceText(folder, name)
  if (text === '') {
    throw new SetupFailure(
      `${name} ${version} (${license}) brings no licence text`,
      `take it from ${homepage ?? 'its repository'} into build/licence-texts/${name.replace('/', '__')}.txt`
    )
  }
  const indented = text.replace(/^(?=.)/gm, '    ')
  return {
    name,
    version,
    license,
    section: `## ${name} ${version}\n\nLicence: ${license}\n\n${indented}\n`
  }
}

function document() {
  const notices = bundledFolders().map(notice)
  const rows = notices.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`)
  return [
    '# Third-party notices',
    '',
    'Coachline contains the packages below. Electron and Chromium bring their own notices beside the program',
    '(`LICENSE`, `LICENSES.chromium.html`). This file is written by `npm run notices`.',
    '',
    '| Package | Version | Licence |',
    '| --- | --- | --- |',
    ...rows,
    '',
    ...notices.map(({ section }) => section)
  ].join('\n')
}

await runMain(async () => {
  await ensureNpmPackages()
  await ensureElectronBinary()
  await ensureAppIsBuilt()
  const wanted = document()
  if (process.argv.includes('--check')) {
    const isCurrent = existsSync(TARGET) && readFileSync(TARGET, 'utf8') === wanted
    if (!isCurrent) say('docs/THIRD-PARTY-NOTICES.md does not match the packages in the bundles')
    return isCurrent ? 0 : 1
  }
  mkdirSync(dirname(TARGET), { recursive: true })
  writeFileSync(TARGET, wanted)
  return 0
})
