import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Logger, makeWorkerUtils } from 'graphile-worker'
import type pg from 'pg'
import { APP_ROLE, appUrl } from './app-role.ts'
import { asOwner } from './connect.ts'

const FOLDER = join(import.meta.dirname, '../../../migrations')
const LOCK = 7_245_011

interface Migration {
  name: string
  sha256: string
  statements: string[]
}

/**
 * Brings the database to the newest schema and says which migrations ran. Forward only: a migration that has
 * run and was then edited is refused, since nobody can know what it did. `ownAppUrl` names the app's login where
 * somebody else keeps its password.
 */
export async function migrate(ownerUrl: string, ownAppUrl: string | null = null): Promise<string[]> {
  return asOwner(ownerUrl, async (owner) => {
    await owner.query('select pg_advisory_lock($1)', [LOCK])
    await owner.query(
      'create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    )
    await ensureAppRole(owner, ownAppUrl ?? appUrl(ownerUrl), ownAppUrl === null)
    const todo = await outstanding(owner)
    if (todo.length === 0) return []
    await migrateJobs(ownerUrl)
    for (const migration of todo) await apply(owner, migration)
    return todo.map((migration) => migration.name)
  })
}

async function outstanding(owner: pg.Client): Promise<Migration[]> {
  const { rows } = await owner.query<{ name: string; sha256: string }>('select name, sha256 from migration')
  const applied = new Map(rows.map((row) => [row.name, row.sha256]))
  const known = await readMigrations()
  for (const { name, sha256 } of known) {
    const was = applied.get(name)
    if (was && was !== sha256) {
      throw new Error(`Migration ${name} was changed after it ran here. Put it back and write a new one.`)
    }
  }
  const unknown = [...applied.keys()].filter((name) => !known.some((migration) => migration.name === name))
  if (unknown.length > 0) {
    throw new Error(`This database is newer than this copy of Goldenthread (it has ${unknown.join(', ')}).`)
  }
  return known.filter((migration) => !applied.has(migration.name))
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(FOLDER, name), 'utf8')
      return { name, sha256: createHash('sha256').update(text).digest('hex'), statements: statementsOf(text) }
    }),
  )
}

/** Statements are separated by an empty line, so that a function's body may hold its own semicolons. */
function statementsOf(text: string): string[] {
  return text
    .split(/;\n(?:\n+|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}

async function apply(owner: pg.Client, migration: Migration): Promise<void> {
  await owner.query('begin')
  try {
    const walls = await openWalls(owner)
    for (const statement of migration.statements) await owner.query(statement)
    await closeWalls(owner, walls)
    await owner.query('insert into migration (name, sha256) values ($1, $2)', [
      migration.name,
      migration.sha256,
    ])
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw new Error(`Migration ${migration.name} failed and changed nothing: ${String(error)}`, {
      cause: error,
    })
  }
}

/**
 * An owner who is no superuser stands before the same walls as the app: a migration that moves what is there would see
 * none of it, and say nothing. Within its transaction the owner goes through; nobody else sees the tables meanwhile.
 */
async function openWalls(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
      where relnamespace = 'public'::regnamespace and relforcerowsecurity`,
  )
  for (const { name } of rows) await owner.query(`alter table ${name} no force row level security`)
  return rows.map(({ name }) => name)
}

async function closeWalls(owner: pg.Client, walls: readonly string[]): Promise<void> {
  for (const name of walls) {
    const { rows } = await owner.query('select to_regclass($1) as held', [name])
    if (rows[0]?.held) await owner.query(`alter table ${name} force row level security`)
  }
}

/**
 * The role belongs to the whole server, and several databases may share it: it is made once. Its password is set
 * anew only where it was derived from the owner's and no longer opens the door. Nothing here needs a superuser.
 */
async function ensureAppRole(owner: pg.Client, url: string, derived: boolean): Promise<void> {
  const { password } = new URL(url)
  const { rows } = await owner.query<{ rolsuper: boolean; rolbypassrls: boolean }>(
    'select rolsuper, rolbypassrls from pg_roles where rolname = $1',
    [APP_ROLE],
  )
  const [role] = rows
  if (role?.rolsuper || role?.rolbypassrls) {
    throw new Error(`The role ${APP_ROLE} could go through the walls between areas: make it an ordinary one`)
  }
  const secret = owner.escapeLiteral(decodeURIComponent(password))
  if (!role) await owner.query(`create role ${APP_ROLE} login noinherit password ${secret}`)
  else if (derived && !(await opens(url))) await owner.query(`alter role ${APP_ROLE} password ${secret}`)
  await owner.query(`grant usage on schema public to ${APP_ROLE}`)
}

/** False only for a wrong password: a role that may not come in for another reason is not mended by a new one. */
const opens = (url: string): Promise<boolean> =>
  asOwner(url, async () => true).catch((error: { code?: string }) => error.code !== '28P01')

async function migrateJobs(ownerUrl: string): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString: ownerUrl, logger: new Logger(() => () => {}) })
  try {
    await utils.migrate()
  } finally {
    await utils.release()
  }
}
