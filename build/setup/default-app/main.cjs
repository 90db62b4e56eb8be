'use strict'
// Stands in for Electron's default_app.asar in the fallback distribution: `electron [-r file]... <app dir or file> [args]`.
const { app, dialog } = require('electron')
const Module = require('node:module')
const { existsSync, readFileSync } = require('node:fs')
const { dirname, join, resolve } = require('node:path')
const { pathToFileURL } = require('node:url')

const argv = process.argv.slice(1)
const preload = []
let file
for (let i = 0; i < argv.length; i++) {
  const a = argv[i]
  if (a === '-r' || a === '--require') preload.push(argv[++i])
  else if (a === '-v' || a === '--version') {
    console.log('v' + process.versions.electron)
    process.exit(0)
  } else if (a === '-a' || a === '--abi') {
    console.log(process.versions.modules)
    process.exit(0)
  } else if (a.startsWith('-')) continue
  else {
    file = a
    break
  }
}
if (!file) {
  console.error('usage: electron [-r file]... <path to app>')
  process.exit(64)
}
for (const f of preload) require(resolve(f))
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
const dir = resolve(file)
try {
  const pkg = join(dir, 'package.json')
  let root
  if (existsSync(pkg)) {
    const p = JSON.parse(readFileSync(pkg, 'utf8'))
    if (p.version) app.setVersion(p.version)
    if (p.productName || p.name) app.name = p.productName || p.name
    app.setDesktopName(p.desktopName || `${app.name}.desktop`)
    root = dir
  }
  const main = Module._resolveFilename(dir, null, true)
  app.setAppPath(root || dirname(main))
  import(pathToFileURL(main).toString()).catch((e) => {
    console.error(e)
    process.exit(1)
  })
} catch (e) {
  console.error(`Cannot start ${dir}: ${e.message}`)
  if (process.env.ELECTRON_DEFAULT_APP_DIALOG) dialog.showErrorBox('Error', String(e))
  process.exit(1)
}
