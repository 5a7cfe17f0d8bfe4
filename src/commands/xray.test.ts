import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts'

const PROGRAM = join(import.meta.dirname, '../../bin/goldenthread')

const PLAN = [
  'Brookshire Improvement Plan, October 2026',
  '',
  'Action\tMilestone\tStart Date\tDue Date\tStatus\tProgress Note\tMilestone Lead\tOutcome',
  '1. Answer every contact within a day\t1.1 Duty desk staffed\t01-Sep-2026\t30-Sep-2026\tAchieved\tSeptember 2026 - Achieved. Need to fill the last post.\tHead of First Response\tChildren are seen in time',
  '\t1.2 Contacts counted\t01-Dec-2026\t30-Nov-2026\tOn track\tOctober 2026 - On track. The first count was shown.\t\t',
  '',
].join('\n')

let folder: string
let file: string
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'goldenthread-xray-'))
  file = join(folder, 'plan.txt')
  await writeFile(file, PLAN)
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

function goldenthread(...args: string[]) {
  const env = {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: database.ownerUrl,
    DATA_FOLDER: join(folder, 'data'),
  }
  const { status, stdout, stderr } = spawnSync(PROGRAM, args, { cwd: folder, env, encoding: 'utf8' })
  return { status, stdout, stderr }
}

interface Printed {
  faults: { rule: string; severity: string; thing: Record<string, unknown>; message: string }[]
}

const printed = (...args: string[]): Printed => JSON.parse(goldenthread('xray', ...args, '--json').stdout)

describe('goldenthread xray', () => {
  test('prints the faults of a file as JSON and nothing besides, and brings nothing in', () => {
    const { faults } = printed(file)
    expect(faults.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['achieved-with-work-to-come', 'due-before-start', 'milestone-without-lead']),
    )
    for (const fault of faults) {
      expect(Object.keys(fault)).toEqual(['rule', 'severity', 'thing', 'message'])
      expect(Object.keys(fault.thing)).toEqual(['kind', 'ref', 'text'])
    }
  })

  test('prints readable lines by rule, and ends well although it found faults', () => {
    const { status, stdout } = goldenthread('xray', file)
    expect(status).toBe(0)
    expect(stdout).toContain('Milestones that end before they start (1)\n- Milestone 1.2 “Contacts counted”')
  })

  test('looks through a live plan as it looked through the file that it came from', () => {
    goldenthread('area', 'Brookshire', '--manager', 'manager@brookshire.example')
    expect(goldenthread('import', file, '--area', 'Brookshire', '--plan', 'Brookshire Plan').status).toBe(0)
    const key = ({ rule, thing }: Printed['faults'][number]) => `${rule} ${thing.ref}`
    const live = printed('--plan', 'Brookshire Plan').faults.map(key)
    expect(live).toEqual(printed(file).faults.map(key))
    expect(printed('--plan', 'Brookshire Plan', '--area', 'Brookshire').faults).toHaveLength(live.length)
  })

  test('says what it did not understand', () => {
    expect(goldenthread('xray')).toMatchObject({ status: 2, stdout: '' })
    expect(goldenthread('xray', file, '--plan', 'Other').status).toBe(2)
    expect(goldenthread('xray', file, '--published', '30 May').status).toBe(2)
    expect(goldenthread('xray', '--plan', 'Nobody has this')).toMatchObject({ status: 1, stdout: '' })
    expect(goldenthread('xray', join(folder, 'missing.txt'))).toMatchObject({ status: 1, stdout: '' })
  })
})
