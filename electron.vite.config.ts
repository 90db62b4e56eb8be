import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { bundledPackages } from './build/vite/bundled-packages.mjs'
import { relaxContentSecurityPolicyForDevServer } from './build/vite/dev-server-csp.mjs'

const root = import.meta.dirname
const inRoot = (path: string): string => resolve(root, path)

/** Some entries belong to optional windows: only those present are built. */
function presentEntries(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries)
      .map(([name, path]): [string, string] => [name, inRoot(path)])
      .filter(([, path]) => existsSync(path))
  )
}

// electron-vite reads its targets from the npm package; the binary in use may be the older fallback.
const versionFile = inRoot('node_modules/electron/dist/version')
if (existsSync(versionFile)) {
  const [major = ''] = readFileSync(versionFile, 'utf8').replace(/^v/, '').split('.')
  process.env['ELECTRON_MAJOR_VER'] = major
}

const alias = { '@contract': inRoot('src-main/contract') }
const commonJs = {
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: 'chunks/[name]-[hash].cjs'
} as const

export default defineConfig({
  main: {
    resolve: {
      alias: {
        ...alias,
        // werift's media recorder is the only user, and nothing here records.
        mediabunny: inRoot('build/vite/empty-module.cjs')
      }
    },
    plugins: [bundledPackages(inRoot('out/bundled-packages.main.json'))],
    build: {
      outDir: inRoot('out/main'),
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: presentEntries({
          index: 'src-main/index.ts',
          'media-relay': 'src-main/media/relay/relay-process.ts',
          'demo-pbx': 'src-main/demo-pbx/demo-pbx-process.ts'
        }),
        // Optional natives of ws: it tries them and goes on without.
        external: ['bufferutil', 'utf-8-validate'],
        output: commonJs
      }
    }
  },
  preload: {
    resolve: { alias },
    plugins: [bundledPackages(inRoot('out/bundled-packages.preload.json'))],
    build: {
      outDir: inRoot('out/preload'),
      // A sandboxed preload can require nothing but electron: each is one whole file.
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: presentEntries({
          ui: 'src-main/preload/ui.ts',
          hud: 'src-main/preload/hud.ts',
          'audio-engine': 'src-main/preload/audio-engine.ts'
        }),
        output: commonJs
      }
    }
  },
  renderer: {
    root: inRoot('src-renderer'),
    resolve: { alias },
    plugins: [
      react(),
      relaxContentSecurityPolicyForDevServer(),
      bundledPackages(inRoot('out/bundled-packages.renderer.json'))
    ],
    build: {
      outDir: inRoot('out/renderer'),
      sourcemap: true,
      // The content security policy allows neither inline scripts nor data: URLs for fonts and scripts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: presentEntries({
          ui: 'src-renderer/ui/index.html',
          hud: 'src-renderer/hud/index.html',
          'audio-engine': 'src-renderer/audio-engine/index.html'
        })
      }
    }
  }
})
