import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/helpers/shared-homes.ts'],
    disableConsoleIntercept: true,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    pool: 'forks',
  },
})
