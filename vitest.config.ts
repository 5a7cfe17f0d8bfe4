import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts', 'seeds/**/*.test.ts'],
    globalSetup: ['tests/support/postgres.ts'],
    setupFiles: ['tests/support/chance.ts'],
    // Processes, not threads: tests start servers and browsers, and read the environment.
    pool: 'forks',
    maxWorkers: 2,
    // Against what would never end, not against a busy machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    // The results file is what scripts/test.ts counts for its closing line.
    reporters: ['default', ['json', { outputFile: '.cache/vitest.json' }]],
    cache: false,
  },
})
