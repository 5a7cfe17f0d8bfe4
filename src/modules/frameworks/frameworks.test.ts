/** Judgement frameworks: what the shipped ones hold, and what a definition with faults is told. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mainTextOf } from '../../../tests/support/html.ts'
import { startWorld, type TestClient, type TestWorld } from '../../../tests/support/world.ts'
import { findFramework, listFrameworks, readDefinitions } from './definitions.ts'
import { descriptorsOf } from './domain/framework.ts'

const GOOD = {
  ...{ code: 'mine', version: '"1"', title: 'Mine', inspectorate: 'Me', source: 'Here' },
  ...{ inForceFrom: '2026-01-01', inForceTo: 'null', overallGrade: 'false' },
  grades: '[{ code: good, words: Good }]',
  areas: '[{ code: all, words: All }]',
  descriptors: '[{ code: G1, grade: good, area: all, words: It is so. }]',
}

const yamlOf = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')

describe('the definitions', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'goldenthread-frameworks-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const read = async (files: Record<string, string>): Promise<string[]> => {
    await rm(folder, { recursive: true, force: true })
    folder = await mkdtemp(join(tmpdir(), 'goldenthread-frameworks-'))
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    try {
      return readDefinitions(folder).map(({ code }) => code)
    } catch (error) {
      return (error instanceof Error ? error.message : '').split('\n')
    }
  }

  test('are read, the latest in force first', async () => {
    const older = yamlOf({ ...GOOD, code: 'older', inForceFrom: '2020-01-01' })
    expect(await read({ 'a.yaml': older, 'b.yaml': yamlOf(GOOD), 'notes.txt': 'x' })).toEqual([
      'mine',
      'older',
    ])
  })

  test('are refused with every fault of every file at once', async () => {
    const bad = {
      ...GOOD,
      inForceFrom: '2026-02-30',
      grades: '[{ code: good, words: Good }, { code: good, words: Twice }]',
      descriptors: '[{ code: G1, grade: best, area: none, words: It is so. }]',
    }
    const said = await read({
      'a.yaml': yamlOf({ ...bad, colour: 'red' }),
      'b.yaml': 'title: [',
      'c.yaml': '',
    })
    expect(said[0]).toBe('The judgement frameworks have faults:')
    const faults = said.join('\n')
    expect(faults).toContain('a.yaml: inForceFrom must be a day')
    expect(faults).toContain('a.yaml: Unrecognized key: "colour"')
    expect(faults).toContain('b.yaml: ')
    expect(faults).toContain('c.yaml: ')
    const inner = (await read({ 'a.yaml': yamlOf({ ...bad, inForceFrom: '2026-01-01' }) })).join('\n')
    expect(inner).toContain('a.yaml: grades.1.code is there twice')
    expect(inner).toContain('a.yaml: descriptors.0.grade is no grade of it: best')
    expect(inner).toContain('a.yaml: descriptors.0.area is no area of it: none')
  })

  test('of one code and version stand in one file only', async () => {
    expect(await read({ 'a.yaml': yamlOf(GOOD), 'b.yaml': yamlOf(GOOD) })).toContain(
      'b.yaml: mine 1 is defined in a.yaml already',
    )
  })

  test('that end before they begin are refused', async () => {
    expect((await read({ 'a.yaml': yamlOf({ ...GOOD, inForceTo: '2025-01-01' }) })).join()).toContain(
      'inForceTo is before inForceFrom',
    )
  })
})

describe('what is shipped', () => {
  test('is the ten statements of 2009, in their order', () => {
    const framework = findFramework({ framework: 'safeguarding', version: '2009' })
    const codes = framework ? descriptorsOf(framework, 'adequate').map(({ code }) => code) : []
    expect(codes).toEqual(Array.from({ length: 10 }, (_, at) => `A${at + 1}`))
    expect(framework?.overallGrade).toBe(true)
  })

  test('is a framework of today: four areas, each with statements of both grades, and no overall grade', () => {
    const framework = findFramework({ framework: 'ilacs', version: '2026' })
    expect(framework).toMatchObject({ overallGrade: false, inForceTo: null })
    expect(framework?.areas).toHaveLength(4)
    for (const grade of ['good', 'requires-improvement']) {
      const areas = framework ? descriptorsOf(framework, grade).map(({ area }) => area) : []
      expect(new Set(areas)).toEqual(new Set(['leaders', 'protection', 'care', 'leavers']))
    }
  })

  test('no grade, area or statement of any is known to the code', async () => {
    const words = listFrameworks().flatMap(({ grades }) => grades.map((grade) => grade.words))
    for (const name of ['definition.ts', 'framework.ts']) {
      const code = await readFile(join(import.meta.dirname, 'domain', name), 'utf8')
      expect(words.filter((one) => new RegExp(`['"]${one}['"]`, 'i').test(code))).toEqual([])
    }
  })
})

describe('the pages', () => {
  let world: TestWorld
  let reader: TestClient
  beforeAll(async () => {
    world = await startWorld()
    reader = await world.signedIn(await world.person(await world.area(), { role: 'inspector' }))
  })
  afterAll(() => world.close())

  test('list the frameworks, and show one with its statements by grade and area', async () => {
    const list = mainTextOf((await reader.get('/frameworks')).body)
    expect(list).toContain('(Ofsted, 2026)')
    expect(list).toContain('From 1 April 2009 to 31 October 2013')
    const one = mainTextOf((await reader.get('/frameworks/ilacs/2026')).body)
    expect(one).toContain('None: each area has its own')
    expect(one).toMatch(/Good: 20 statements The impact of leaders G1/)
  })

  test('of a framework that is not held is not found', async () => {
    expect((await reader.get('/frameworks/ilacs/1999')).status).toBe(404)
    expect((await reader.get('/frameworks/..%2F..%2Fetc/passwd')).status).toBe(404)
  })
})
