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

function bundledFolders() {
  const lists = ['main', 'preload', 'renderer'].map((target) =>
    inRoot('out', `bundled-packages.${target}.json`)
  )
  const folders = lists.flatMap((list) =>
    existsSync(list) ? /** @type {string[]} */ (JSON.parse(readFileSync(list, 'utf8'))) : []
  )
  return [...new Set(folders)].sort()
}

/** @typedef {{ name: string, version: string, license: string, author?: string | { name: string } }} Manifest */

/**
 * @param {string} folder
 * @param {Manifest} manifest
 */
function licenceText(folder, { name, version, license, author }) {
  const files = readdirSync(folder).filter((file) => LICENSE_FILE.test(file))
  if (files.length > 0) {
    return files
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8').trim())
      .join('\n\n')
  }
  const standardText = inRoot('build/licence-texts', `${license}.txt`)
  if (!existsSync(standardText)) {
    throw new SetupFailure(
      `${name} ${version} brings no text of its licence (${license})`,
      `put the standard text, with {holder} for the copyright holder, into ${standardText}`
    )
  }
  const holder = (typeof author === 'string' ? author : author?.name) ?? `the authors of ${name}`
  return readFileSync(standardText, 'utf8').trim().replace('{holder}', holder)
}

/** @param {string} folder */
function notice(folder) {
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const { name, version, license } = manifest
  const text = licenceText(folder, manifest)
    .replaceAll('\r\n', '\n')
    .replace(/^(?=.)/gm, '    ')
  return {
    row: `| ${name} | ${version} | ${license} |`,
    section: `## ${name} ${version}\n\n${text}\n`
  }
}

function document() {
  const notices = bundledFolders().map(notice)
  return [
    '# Third-party notices',
    '',
    'Coachline contains the packages below. Electron and Chromium bring their own notices beside the program',
    '(`LICENSE`, `LICENSES.chromium.html`). This file is written by `npm run notices`.',
    '',
    '| Package | Version | Licence |',
    '| --- | --- | --- |',
    ...notices.map(({ row }) => row),
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
