import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { decode, runImportRead } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'goldenthread-read-'))
const file = join(folder, 'plan.txt')
writeFileSync(
  file,
  Buffer.from('Action\tLead\tBy when\nAgree the children\x92s plan\tClerk\tWithin 3 months\n', 'latin1'),
)
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.err += String(text)
    return true
  })
  const code = await runImportRead(args)
  return { code, ...written }
}

describe('goldenthread import read', () => {
  test('prints what it found as JSON, Windows-1252 text included', async () => {
    const { code, out } = await run(file, '--published', '2013-02-25', '--json')
    const reading = JSON.parse(out)
    expect(code).toBe(0)
    expect(reading.rows[0]).toMatchObject({
      text: 'Agree the children’s plan',
      due: { iso: '2013-05-25', kind: 'relative' },
    })
    expect(reading.ledger).toMatchObject({ cells: 6, used: 6, kept: 0, ignored: 0 })
  })

  test('prints a short summary without --json', async () => {
    expect((await run(file)).out).toContain('Rows: 1')
  })

  test.each([
    [['nowhere.txt'], 1, 'The file nowhere.txt cannot be read.'],
    [[file, '--published', '2013-02-30'], 2, 'The date 2013-02-30 after --published is not a day'],
    [[], 2, 'Give the file of the plan'],
    [[file, '--fast'], 2, 'The option --fast is not known.'],
  ])('says one sentence and fails for %j', async (args, exit, sentence) => {
    const { code, err } = await run(...args)
    expect(code).toBe(exit)
    expect(err.split('\n')).toHaveLength(2)
    expect(err).toContain(sentence.slice(0, 40))
  })

  test('reads UTF-8 first', () => {
    expect(decode(new TextEncoder().encode('Café – plan'))).toBe('Café – plan')
  })
})
