import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const PACKAGE_FOLDER = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//

/**
 * Notes which npm packages end up in a bundle: the third-party notices list exactly these.
 * @param {string} listFile
 * @returns {import('vite').Plugin}
 */
export function bundledPackages(listFile) {
  // Isolated entries are built one after the other with this same plugin, so the list only grows.
  /** @type {Set<string>} */
  const folders = new Set()
  return {
    name: 'coachline:bundled-packages',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        for (const [id, module] of Object.entries(chunk.modules)) {
          const folder = PACKAGE_FOLDER.exec(id.replaceAll('\\', '/'))?.[1]
          if (folder !== undefined && module.renderedLength > 0) folders.add(folder)
        }
      }
      mkdirSync(dirname(listFile), { recursive: true })
      writeFileSync(listFile, JSON.stringify([...folders].sort(), null, 2))
    }
  }
}
