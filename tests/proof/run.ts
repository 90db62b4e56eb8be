import { resolve } from 'node:path'
import { register } from 'tsx/esm/api'

// tsx reads the path alias @contract from the tsconfig of the working folder only; there is none at the top.
process.env['TSX_TSCONFIG_PATH'] = resolve(import.meta.dirname, '../tsconfig.json')
register({ tsconfig: process.env['TSX_TSCONFIG_PATH'] })
await import('./proof')
