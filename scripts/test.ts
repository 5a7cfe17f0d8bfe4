/** Runs the checks and the tests, and says in one closing line how many passed and failed. */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'

const RESULTS = '.cache/vitest.json'

interface Counts {
  passed: number
  failed: number
  skipped: number
}

interface VitestResults {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

const failedChecks = [
  runs('node_modules/@biomejs/biome/bin/biome', 'check', '.'),
  runs('node_modules/typescript/bin/tsc', '--noEmit'),
].filter((passed) => !passed).length

const counts = countTests(process.argv.slice(2))
counts.failed += failedChecks
console.log(closingLine(counts))
process.exitCode = counts.failed > 0 ? 1 : 0

function runs(script: string, ...args: string[]): boolean {
  return spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' }).status === 0
}

function countTests(files: string[]): Counts {
  rmSync(RESULTS, { force: true })
  const passed = runs('node_modules/vitest/vitest.mjs', 'run', ...files)
  const counts = readCounts()
  // An error outside of any test (in the set-up, or unhandled) fails the run without failing a test.
  if (!passed && counts.failed === 0) counts.failed = 1
  return counts
}

function readCounts(): Counts {
  try {
    return toCounts(JSON.parse(readFileSync(RESULTS, 'utf8')) as VitestResults)
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

function toCounts(results: VitestResults): Counts {
  const unloadable = results.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.length,
  )
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + unloadable.length,
    skipped: results.numPendingTests + results.numTodoTests,
  }
}

function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
