import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

/** Where the built parts are, seen from out/main. */
export const builtPaths = {
  preload: (name: 'ui' | 'hud' | 'audio-engine') => join(__dirname, '..', 'preload', `${name}.cjs`),
  process: (name: 'media-relay' | 'demo-pbx') => join(__dirname, `${name}.cjs`)
}

export function resourcePath(name: string): string {
  return app.isPackaged
    ? join(process.resourcesPath, 'resources', name)
    : join(app.getAppPath(), 'resources', name)
}

/** The page of a window: the development server's when there is one (never when packaged), else the built file. */
export function pageUrl(name: 'ui' | 'hud' | 'audio-engine'): string {
  const server = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
  return server
    ? `${server}/${name}/index.html`
    : pathToFileURL(join(__dirname, '..', 'renderer', name, 'index.html')).href
}
