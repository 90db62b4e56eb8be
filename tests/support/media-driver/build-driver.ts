import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build, type InlineConfig } from 'vite'

const root = resolve(import.meta.dirname, '../../..')
const inRoot = (path: string) => join(root, path)

const shared: InlineConfig = {
  configFile: false,
  logLevel: 'error',
  root,
  resolve: {
    alias: {
      '@contract': inRoot('src-main/contract'),
      mediabunny: inRoot('build/vite/empty-module.cjs')
    }
  }
}

const nodeEntries = {
  driver: inRoot('tests/support/media-driver/driver-main.ts'),
  'media-relay': inRoot('src-main/media/relay/relay-process.ts'),
  'audio-engine': inRoot('src-main/preload/audio-engine.ts')
}

/** @returns a folder with the driver application, the relay, the engine's preload and its page, as they are now */
export async function buildDriver(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'coachline-media-driver-'))
  for (const [name, entry] of Object.entries(nodeEntries)) {
    await build({
      ...shared,
      ssr: { noExternal: true },
      build: {
        outDir,
        emptyOutDir: false,
        minify: false,
        target: 'node20',
        ssr: entry,
        rolldownOptions: {
          external: ['electron', /^node:/],
          output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false }
        }
      }
    })
  }
  await build({
    ...shared,
    root: inRoot('src-renderer'),
    base: './',
    build: {
      outDir,
      emptyOutDir: false,
      target: 'chrome130',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { engine: inRoot('src-renderer/audio-engine/index.html') } }
    }
  })
  return outDir
}
