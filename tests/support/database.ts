/**
 * Databases for tests. One template is migrated once (under a lock, so that parallel test files share it) and
 * cloned for whoever asks; its name holds a hash of the migrations, so that a server that stays is used again.
 */
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { inject } from 'vitest'
import { appUrl } from '../../src/platform/db/app-role.ts'
import { asOwner, connect, type Pool } from '../../src/platform/db/connect.ts'
import { migrate } from '../../src/platform/db/migrate.ts'

const ROOT = join(import.meta.dirname, '../..')
const LOCK = 8_351_204

export interface TestDatabase {
  /** Connects as the owner of everything in it. */
  readonly ownerUrl: string
  /** Logged in as the app's own role. */
  readonly pool: Pool
  /** Closes the pool and drops the database. */
  close(): Promise<void>
}

/** A migrated, empty database of one's own, on the run's server or another. */
export async function createTestDatabase(server: string = inject('ownerUrl')): Promise<TestDatabase> {
  const template = await ensureTemplate(server)
  const name = `gt_test_${process.pid}_${randomBytes(4).toString('hex')}`
  await asOwner(server, (owner) => owner.query(`create database ${name} template ${template}`))
  const ownerUrl = urlOf(server, name)
  const pool = connect(appUrl(ownerUrl))
  const close = async () => {
    await pool.destroy()
    await asOwner(server, (owner) => owner.query(`drop database if exists ${name} with (force)`))
  }
  return { ownerUrl, pool, close }
}

/** The same server, another database. */
export function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.toString()
}

const templates = new Map<string, Promise<string>>()

function ensureTemplate(server: string): Promise<string> {
  const known = templates.get(server) ?? makeTemplate(server)
  templates.set(server, known)
  return known
}

function makeTemplate(server: string): Promise<string> {
  const name = `gt_template_${hashOfSchema()}`
  return asOwner(server, async (owner) => {
    await owner.query('select pg_advisory_lock($1)', [LOCK])
    const { rowCount } = await owner.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await migrateInto(server, owner, name)
    return name
  })
}

/** Under another name until it is whole, so that a run cut short leaves no half-made template behind. */
async function migrateInto(server: string, owner: pg.Client, name: string): Promise<void> {
  const draft = `${name}_draft`
  await owner.query(`drop database if exists ${draft} with (force)`)
  await owner.query(`create database ${draft}`)
  await migrate(urlOf(server, draft))
  await owner.query(`alter database ${draft} rename to ${name}`)
}

/** Whatever changes the schema: our migrations, and the queue's own version. */
function hashOfSchema(): string {
  const folder = join(ROOT, 'migrations')
  const migrations = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const files = migrations.sort().map((name) => join(folder, name))
  const hash = createHash('sha256')
  for (const file of [...files, join(ROOT, 'node_modules/graphile-worker/package.json')]) {
    hash.update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 16)
}
