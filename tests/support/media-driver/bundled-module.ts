import { resolve } from 'node:path'
import { build, type Rolldown } from 'vite'

/** A module of the product, as a script that puts its functions on `window.under`. */
export async function bundledModule(path: string): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: resolve(import.meta.dirname, '../../../', path),
        formats: ['iife'],
        name: 'under'
      }
    }
  })
  const [{ output: chunks }] = output as Rolldown.RolldownOutput[] as [Rolldown.RolldownOutput]
  return `${chunks[0].code}\nwindow.under = under`
}
