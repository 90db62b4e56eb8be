import { existsSync, rmSync } from 'node:fs'
import { runNode } from '../setup/child-process.mjs'
import { inRoot } from '../setup/root.mjs'
import { vitest } from './test-runs.mjs'

/** @param {string} path */
const tool = (path) => inRoot('node_modules', path)

const cache = (/** @type {string} */ name) => inRoot('node_modules/.cache/coachline', name)

const TYPE_PROJECTS = ['src-main', 'src-main/preload', 'src-renderer', 'tests', 'build']

async function types() {
  for (const project of TYPE_PROJECTS) {
    // What is unchanged is not checked again.
    const info = cache(`types-${project.replaceAll('/', '-')}.tsbuildinfo`)
    const finished = await runNode([
      ...[tool('typescript/bin/tsc'), '-p', inRoot(project), '--pretty', 'false'],
      ...['--incremental', '--tsBuildInfoFile', info]
    ])
    if (finished.code !== 0) return finished
  }
  return { code: 0, output: '' }
}

/**
 * Two halves, because linting with types keeps one core busy for most of the time that all checks take.
 * @param {string} name
 * @param {string[]} paths
 * @returns {import('./run-checks.mjs').Check}
 */
function lint(name, paths) {
  // A rule about types can be wrong about an unchanged file whose imports changed: CI lints everything, and what is
  // found with a memory is looked for again without it.
  const location = cache(`${name.replaceAll(' ', '-')}.eslintcache`)
  const reuse = ['--cache', '--cache-strategy', 'content', '--cache-location', location]
  return {
    name,
    run: async () => {
      const eslint = (/** @type {string[]} */ options) =>
        runNode([
          ...[tool('eslint/bin/eslint.js'), '-c', 'build/eslint.config.js', '--max-warnings', '0'],
          ...options,
          ...paths
        ])
      if (process.env['CI']) return eslint([])
      const remembered = existsSync(location)
      const result = await eslint(reuse)
      if (result.code === 0 || !remembered) return result
      rmSync(location)
      return eslint(reuse)
    },
    fix: 'npx eslint -c build/eslint.config.js --fix . (what it cannot fix, by hand)'
  }
}

const SOURCE_FOLDERS = ['src-main', 'src-renderer', 'tests', 'build']

/**
 * What must hold before each commit, the slowest first.
 * @param {{ unitReport?: string }} [options]
 * @returns {import('./run-checks.mjs').Check[]}
 */
export const sourceChecks = ({ unitReport } = {}) => [
  lint('lint src-main', ['src-main']),
  lint('lint the rest', ['src-renderer', 'tests', 'build', 'electron.vite.config.ts']),
  { name: 'types', run: types, fix: 'correct the types named above' },
  {
    name: 'unit',
    run: () => vitest('unit', unitReport),
    fix: 'npm run test:unit (add a file name to run only that)'
  },
  {
    name: 'format',
    run: () =>
      runNode([
        ...[tool('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn'],
        ...['--cache', '--cache-location', cache('prettier')]
      ]),
    fix: 'npm run format'
  },
  {
    name: 'boundaries',
    run: () =>
      runNode([
        tool('dependency-cruiser/bin/dependency-cruise.mjs'),
        ...['--config', '.dependency-cruiser.cjs'],
        ...SOURCE_FOLDERS.filter((folder) => existsSync(inRoot(folder)))
      ]),
    fix: 'move the import to where it is allowed; .dependency-cruiser.cjs says why each rule exists'
  },
  {
    name: 'dead code',
    run: () => runNode([tool('knip/bin/knip.js'), '--config', '.knip.json', '--no-progress']),
    fix: 'delete what nothing uses, or use it'
  }
]
