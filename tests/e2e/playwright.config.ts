import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'

const root = resolve(import.meta.dirname, '../..')

export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '**/*.e2e.ts',
  tsconfig: resolve(import.meta.dirname, '../tsconfig.json'),
  outputDir: resolve(root, 'test-results/e2e'),
  // Each test starts the whole application with its audio: more than one at a time would measure the machine.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 60_000,
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  use: { trace: 'retain-on-failure' }
})
