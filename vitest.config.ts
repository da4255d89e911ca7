import {defineConfig} from 'vitest/config'
import {LongestFirst} from './test/helpers/longest-first.js'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/helpers/shared-homes.ts'],
    disableConsoleIntercept: true,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // one less by default, which of two processors leaves one idle
    maxWorkers: '100%',
    sequence: {sequencer: LongestFirst},
  },
})
