import { resolve } from 'node:path'
import { register } from 'tsx/esm/api'

// tsx reads the path alias @contract from the tsconfig of the working folder only; there is none at the top.
register({ tsconfig: resolve(import.meta.dirname, '../tsconfig.json') })
await import('./fuzz')
