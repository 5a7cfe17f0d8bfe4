/** src/database.ts is what the migrations make: generated again from a fresh database, and compared. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createTestDatabase } from './support/database.ts'

const ROOT = join(import.meta.dirname, '..')
const run = promisify(execFile)

test('src/database.ts is generated from the migrations, and nobody wrote in it', async () => {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-types-'))
  try {
    const file = join(folder, 'database.ts')
    await generate(database.ownerUrl, file)
    expect(await readFile(join(ROOT, 'src/database.ts'), 'utf8')).toBe(await readFile(file, 'utf8'))
  } finally {
    await rm(folder, { recursive: true })
    await database.close()
  }
})

async function generate(url: string, file: string): Promise<void> {
  const settings = {
    ...{ dialect: 'postgres', 'date-parser': 'string', 'default-schema': 'public' },
    ...{ 'include-pattern': 'public.*', 'exclude-pattern': 'public.migration', 'out-file': file, url },
  }
  const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
  await run(process.execPath, [join(ROOT, 'node_modules/kysely-codegen/dist/cli/bin.js'), ...options], {
    cwd: ROOT,
  })
}
