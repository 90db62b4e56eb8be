/** The rules of "Who may import whom": see docs/ARCHITECTURE.md. */
const SERVICES =
  '^src-main/(sip|media|network|supervision|monitoring|customers|hotkeys|history|diagnostics|demo-pbx)/'
const ELECTRON_USERS =
  '^src-main/(app|ipc|preload|hotkeys)/|^src-main/(index|composition-root)[.]ts$|electron[^/]*[.]ts$'

/**
 * @param {string} name
 * @param {import('dependency-cruiser').IFromRestriction} from
 * @param {import('dependency-cruiser').IToRestriction} to
 * @param {string} [comment] why
 */
const forbid = (name, from, to, comment) => ({
  name,
  severity: 'error',
  from,
  to,
  ...(comment && { comment })
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid(
      'contract-imports-only-zod',
      { path: '^src-main/contract/' },
      { pathNot: '^src-main/contract/|(^|/)node_modules/zod/' },
      'The contract is importable from everywhere because it needs nothing but zod.'
    ),
    forbid(
      'renderer-imports-only-the-contract-of-main',
      { path: '^src-renderer/' },
      { path: '^src-main/', pathNot: '^src-main/contract/' },
      'Windows know what main promises them (@contract), never how it keeps the promise.'
    ),
    forbid(
      'renderer-runs-in-a-browser',
      { path: '^src-renderer/' },
      { dependencyTypes: ['core'] },
      'Windows are sandboxed: neither electron nor a Node built-in exists there.'
    ),
    forbid(
      'windows-do-not-import-each-other',
      { path: '^src-renderer/(ui|audio-engine)/' },
      { path: '^src-renderer/(ui|hud|audio-engine)/', pathNot: '^src-renderer/$1/' }
    ),
    forbid(
      'the-small-window-shows-what-the-dock-shows',
      { path: '^src-renderer/hud/' },
      {
        path: '^src-renderer/',
        pathNot:
          '^src-renderer/(hud/|ui/(app|components|i18n|store|features/supervision)/|ui/zod-without-eval)'
      },
      'Who hears the manager is written once: the small window is made of the parts of the dock.'
    ),
    forbid('main-never-imports-the-renderer', { path: '^src-main/' }, { path: '^src-renderer/' }),
    forbid(
      'source-never-imports-tests-or-build',
      { path: '^src-(main|renderer)/' },
      { path: '^(tests|build)/' }
    ),
    forbid(
      'sip-js-only-in-sip',
      { path: '^src-', pathNot: '^src-main/sip/' },
      { path: '(^|/)node_modules/sip[.]js/' },
      'sip.js is wrapped once; the demo PBX speaks SIP of its own to be an independent peer.'
    ),
    forbid(
      'werift-only-in-media',
      { path: '^src-', pathNot: '^src-main/media/' },
      { path: '(^|/)node_modules/werift/' }
    ),
    forbid(
      'electron-only-at-the-edges',
      { path: '^src-main/', pathNot: ELECTRON_USERS },
      { path: '^electron$|(^|/)node_modules/electron/' },
      'Everything else runs, and is tested, in plain Node. A new adapter is named *electron*.ts.'
    ),
    forbid(
      'services-do-not-import-each-other',
      { path: SERVICES },
      { path: '^src-main/', pathNot: '^src-main/($1|contract)/' },
      'A service declares the small port that it needs; the composition root joins them.'
    ),
    forbid(
      'gate-and-preload-know-only-the-contract',
      { path: '^src-main/(ipc|preload)/' },
      { path: '^src-main/', pathNot: '^src-main/($1|contract)/' }
    ),
    forbid('no-cycles', {}, { circular: true }),
    forbid(
      'no-vague-names',
      { path: '^(src-main|src-renderer|tests|build)/' },
      { path: '/(util|utils|helper|helpers|common|manager)[./]', pathNot: 'node_modules' },
      'A file is named after what it holds.'
    ),
    forbid('everything-resolves', {}, { couldNotResolve: true, pathNot: '^virtual:' })
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|coverage)/' },
    // Types count: importing a type of sip.js couples just as much.
    tsPreCompilationDeps: true,
    // Only the alias of this file is read; nothing here is built with webpack.
    webpackConfig: { fileName: 'build/dependency-cruiser-alias.cjs' },
    builtInModules: { add: ['electron'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['module', 'main', 'types']
    }
  }
}
