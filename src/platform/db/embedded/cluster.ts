/** Makes the cluster on first use. */
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdtemp, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runAs } from './account.ts'
import type { Binaries } from './binaries.ts'
import { codeOf, giveTo, type Home } from './home.ts'
import { explain } from './sentences.ts'

export const OWNER = 'goldenthread'

export async function ensureCluster(home: Home, binaries: Binaries): Promise<void> {
  if (await exists(join(home.data, 'PG_VERSION'))) return
  await removeAbandonedDrafts(home)
  const draft = await mkdtemp(join(home.folder, 'cluster.new-'))
  try {
    await fill(draft, home, binaries)
    await publish(draft, home)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

const exists = (path: string) => stat(path).then(Boolean, () => false)

async function fill(draft: string, home: Home, binaries: Binaries): Promise<void> {
  await giveTo(home.account, draft)
  const password = join(draft, 'password')
  await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  await giveTo(home.account, password)
  const made = await runAs(home.account, binaries.initdb, initdbArguments(join(draft, 'data'), password))
  if (!made.ok) throw explain(`PostgreSQL could not make its database in ${home.folder}.`, made.output)
}

const initdbArguments = (data: string, password: string): string[] => [
  ...['--pgdata', data, '--username', OWNER, '--pwfile', password],
  ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--data-checksums'],
  // PostgreSQL's own C.UTF-8: the same order and the same upper case on every machine, after every upgrade.
  ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
  // The full-text parser still asks the system which characters are letters.
  ...['--lc-ctype', process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'],
]

/** A renamed folder is there as a whole or not at all; whoever comes second uses what the first made. */
async function publish(draft: string, home: Home): Promise<void> {
  try {
    await rename(draft, home.cluster)
  } catch (error) {
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error
  }
}

/** Left by a process that was killed while it made a cluster. */
async function removeAbandonedDrafts(home: Home): Promise<void> {
  const anHourAgo = Date.now() - 3_600_000
  for (const name of await readdir(home.folder)) {
    if (!name.startsWith('cluster.new-')) continue
    const draft = join(home.folder, name)
    const found = await stat(draft).catch(() => undefined)
    if (found && found.mtimeMs < anHourAgo) await rm(draft, { recursive: true, force: true })
  }
}

export async function readPassword(home: Home): Promise<string> {
  const file = await open(home.passwordFile, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    return (await file.readFile('utf8')).trim()
  } finally {
    await file.close()
  }
}
