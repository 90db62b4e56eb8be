import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type InlineConfig } from 'vite'

const root = resolve(import.meta.dirname, '../../..')
const shared: InlineConfig = {
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { '@contract': resolve(root, 'src-main/contract') } }
}

/** Builds the real bundle of the windows, as electron.vite.config.ts does. @returns the folder of their folders */
export async function buildUi(): Promise<string> {
  const outDir = await mkdtemp(resolve(tmpdir(), 'coachline-stage-'))
  await build({
    ...shared,
    root: resolve(root, 'src-renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'chrome130',
      rolldownOptions: {
        input: {
          ui: resolve(root, 'src-renderer/ui/index.html'),
          hud: resolve(root, 'src-renderer/hud/index.html')
        }
      }
    }
  })
  return outDir
}

/** The script that plays main inside the page. */
export async function buildStagePage(): Promise<string> {
  const built = await build({
    ...shared,
    build: {
      write: false,
      minify: false,
      target: 'chrome130',
      lib: {
        entry: resolve(import.meta.dirname, 'stage-page.ts'),
        formats: ['iife'],
        name: 'stagePage'
      }
    }
  })
  const output = Array.isArray(built) ? built[0] : built
  if (!output || !('output' in output)) throw new Error('the stage page was not built')
  return output.output[0].code
}
