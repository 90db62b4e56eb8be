import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = resolve(import.meta.dirname, '..')
const resolveContract = { alias: { '@contract': resolve(root, 'src-main/contract') } }

export default defineConfig({
  root,
  resolve: resolveContract,
  test: {
    passWithNoTests: true,
    projects: [
      {
        root,
        resolve: resolveContract,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          environment: 'node',
          // Pure tests share nothing, and most of their time went into fresh module graphs.
          isolate: false,
          // Property tests do much; a busy machine is no failure.
          testTimeout: 60_000
        }
      },
      {
        root,
        resolve: resolveContract,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          environment: 'node',
          testTimeout: 30_000,
          hookTimeout: 30_000,
          // Audio timing is measured on real sockets: two files at once would measure each other.
          fileParallelism: false
        }
      }
    ]
  }
})
