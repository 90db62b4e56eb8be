import { homedir } from 'node:os'
import { join } from 'node:path'

/** Outside node_modules, which every `npm ci` wipes. */
export function cacheFolder() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'coachline')
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'coachline', 'Cache')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'coachline')
  return join(homedir(), '.cache', 'coachline')
}
