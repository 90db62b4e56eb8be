/** The rules of "Who may import whom": see docs/ARCHITECTURE.md. */
const SERVICES =
  '^src-main/(sip|media|network|supervision|monitoring|customers|hotkeys|history|diagnostics|demo-pbx)/'
const ELECTRON_USERS =
  '^src-main/(app|ipc|preload|hotkeys)/|^src-main/(index|composition-root)[.]ts$|electron[^/]*[.]ts$'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'contract-imports-only-zod',
      comment: 'The contract is importable from everywhere because it needs nothing but zod.',
      severity: 'error',
      from: { path: '^src-main/contract/' },
      to: { pathNot: '^src-main/contract/|(^|/)node_modules/zod/' }
    },
    {
      name: 'renderer-imports-only-the-contract-of-main',
      comment: 'Windows know what main promises them (@contract), never how it keeps the promise.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^src-main/', pathNot: '^src-main/contract/' }
    },
    {
      name: 'renderer-runs-in-a-browser',
      comment: 'Windows are sandboxed: neither electron nor a Node built-in exists there.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { dependencyTypes: ['core'] }
    },
    {
      name: 'windows-do-not-import-each-other',
      severity: 'error',
      from: { path: '^src-renderer/(ui|hud|audio-engine)/' },
      to: { path: '^src-renderer/(ui|hud|audio-engine)/', pathNot: '^src-renderer/$1/' }
    },
    {
      name: 'main-never-imports-the-renderer',
      severity: 'error',
      from: { path: '^src-main/' },
      to: { path: '^src-renderer/' }
    },
    {
      name: 'source-never-imports-tests-or-build',
      severity: 'error',
      from: { path: '^src-(main|renderer)/' },
      to: { path: '^(tests|build)/' }
    },
    {
      name: 'sip-js-only-in-sip',
      comment:
        'sip.js is wrapped once; the demo PBX speaks SIP of its own to be an independent peer.',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/sip/' },
      to: { path: '(^|/)node_modules/sip[.]js/' }
    },
    {
      name: 'werift-only-in-media',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/media/' },
      to: { path: '(^|/)node_modules/werift/' }
    },
    {
      name: 'electron-only-at-the-edges',
      comment:
        'Everything else runs, and is tested, in plain Node. A new adapter is named *electron*.ts.',
      severity: 'error',
      from: { path: '^src-main/', pathNot: ELECTRON_USERS },
      to: { path: '^electron$|(^|/)node_modules/electron/' }
    },
    {
      name: 'services-do-not-import-each-other',
      comment: 'A service declares the small port that it needs; the composition root joins them.',
      severity: 'error',
      from: { path: SERVICES },
      to: { path: '^src-main/', pathNot: '^src-main/($1|contract)/' }
    },
    {
      name: 'gate-and-preload-know-only-the-contract',
      severity: 'error',
      from: { path: '^src-main/(ipc|preload)/' },
      to: { path: '^src-main/', pathNot: '^src-main/($1|contract)/' }
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true }
    },
    {
      name: 'no-vague-names',
      comment: 'A file is named after what it holds.',
      severity: 'error',
      from: { path: '^(src-main|src-renderer|tests|build)/' },
      to: { path: '/(util|utils|helper|helpers|common|manager)[./]', pathNot: 'node_modules' }
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' }
    }
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
