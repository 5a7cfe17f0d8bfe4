/**
 * PostgreSQL of our own, for whoever has none. Any number of processes may attach to the server of one folder:
 * the first starts it, the last one out stops it, and one that a crash left behind is adopted.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, binariesFor } from './embedded/binaries.ts'
import { ensureCluster, OWNER, readPassword } from './embedded/cluster.ts'
import { codeOf, type Home, openHome } from './embedded/home.ts'
import { look, type Postmaster, removeStale, start, stop } from './embedded/postmaster.ts'
import { explain } from './embedded/sentences.ts'

export interface EmbeddedServer {
  /** Connects as the owner of everything; `goldenthread` is the database. */
  readonly ownerUrl: string
  /** Leaves; stops the server when nobody else is connected to it. */
  close(): Promise<void>
}

export interface EmbeddedOptions {
  /** Faster, and loses everything at a power cut: for throw-away test data only. */
  readonly unsafe?: boolean
}

type Log = (line: string) => void

interface Place {
  readonly home: Home
  readonly binaries: Binaries
  readonly password: string
  readonly unsafe: boolean
  readonly log: Log
}

/** Our session on the server for as long as we are attached: it is what tells the others that we are here. */
interface Keeper {
  readonly session: pg.Client
  readonly postmaster: Postmaster
}

export async function attachEmbedded(
  folder: string,
  log: Log,
  options: EmbeddedOptions = {},
): Promise<EmbeddedServer> {
  const place = await openPlace(folder, log, options).catch((error) => {
    throw withAdvice(error, folder)
  })
  const keeper = await enter(place)
  await ensureDatabase(keeper)
  return stayAttached(place, keeper)
}

async function openPlace(folder: string, log: Log, options: EmbeddedOptions): Promise<Place> {
  const home = await openHome(folder)
  const binaries = await binariesFor(home.account)
  await ensureCluster(home, binaries)
  return { home, binaries, password: await readPassword(home), unsafe: options.unsafe ?? false, log }
}

function withAdvice(error: unknown, folder: string): unknown {
  return codeOf(error) ? explain(`The database folder ${folder} cannot be used.`, String(error)) : error
}

// ── Coming in ────────────────────────────────────────────────────────────────────────────────────────────

const PATIENCE = { absent: 60_000, stale: 60_000, ready: 60_000, stopping: 120_000, starting: 1_800_000 }

/** Looks, acts on what it sees, and looks again, until a session on a live server is ours. */
async function enter(place: Place, port?: number): Promise<Keeper> {
  let seen = ''
  let since = Date.now()
  let reason = ''
  for (;;) {
    const sight = await look(place.home)
    if (sight.state !== seen) [seen, since] = [sight.state, Date.now()]
    else if (Date.now() - since > PATIENCE[sight.state]) throw explain(`PostgreSQL stays ${seen}.`, reason)

    if (sight.state === 'ready') {
      const keeper = await knock(place, sight.postmaster)
      if (keeper) return keeper
    } else if (sight.state === 'absent') {
      reason = (await start(place.home, place.binaries, { port, unsafe: place.unsafe })) ?? ''
      if (!reason) continue
    } else if (sight.state === 'stale') {
      await removeStale(place.home, sight.text)
      continue
    }
    await sleep(25)
  }
}

/** Opens our session; `undefined` when the server goes away under our hands. */
async function knock(place: Place, postmaster: Postmaster): Promise<Keeper | undefined> {
  const session = await openSession(place, postmaster.port)
  if (!session) return undefined
  const keeper = { session, postmaster }
  if (await isWelcome(place, keeper).catch(() => false)) return keeper
  await session.end().catch(() => undefined)
  return undefined
}

const KEEPER = 'goldenthread keeper'
const LEAVING = 'goldenthread leaving'

async function openSession(place: Place, port: number): Promise<pg.Client | undefined> {
  const session = new pg.Client({
    ...{ host: '127.0.0.1', port, user: OWNER, password: place.password, database: 'postgres' },
    ...{ application_name: `${KEEPER} ${process.pid}`, connectionTimeoutMillis: 10_000 },
  })
  session.on('error', () => undefined) // the 'end' that follows is what we act on
  try {
    await session.connect()
    return session
  } catch (error) {
    if (codeOf(error) !== '28P01') return undefined
    throw new Error(`The password in ${place.home.passwordFile} is not the one of the database beside it.`)
  }
}

const DOOR = 4_719_001

/**
 * The one that turns off the light holds the door shut while it counts and signals. PostgreSQL writes
 * "stopping" into its pid file before it ends any session, so a door that opens on a ready server is safe.
 */
async function isWelcome(place: Place, { session, postmaster }: Keeper): Promise<boolean> {
  const { rows } = await session.query<{ folder: string }>(
    `select current_setting('data_directory') as folder from pg_advisory_lock_shared(${DOOR})`,
  )
  await session.query(`select pg_advisory_unlock_shared(${DOOR})`)
  if (rows[0]?.folder !== place.home.data) return false
  const sight = await look(place.home)
  return sight.state === 'ready' && sight.postmaster.pid === postmaster.pid
}

async function ensureDatabase({ session }: Keeper): Promise<void> {
  const { rowCount } = await session.query('select from pg_database where datname = $1', [OWNER])
  if (rowCount) return
  await session.query(`create database ${OWNER}`).catch((error) => {
    // 42P04, 23505: made by another process at the same moment
    if (codeOf(error) !== '42P04' && codeOf(error) !== '23505') throw error
  })
}

// ── Staying ──────────────────────────────────────────────────────────────────────────────────────────────

function stayAttached(place: Place, first: Keeper): EmbeddedServer {
  let keeper = Promise.resolve(first)
  let left: Promise<void> | undefined
  const watch = ({ session, postmaster }: Keeper) =>
    session.once('end', () => {
      if (left) return
      keeper = revive(place, postmaster.port)
      keeper.then(watch, (error) => place.log(`PostgreSQL could not be started again: ${error.message}`))
    })
  watch(first)
  const leaveOnce = () =>
    keeper.then((current) => leave(place, current)).catch((error) => place.log(String(error)))
  return {
    ownerUrl: urlOf(place, first.postmaster),
    // A second Ctrl-C, or npm passing on what the terminal has already sent, must not leave twice.
    close: () => (left ??= leaveOnce()),
  }
}

const urlOf = (place: Place, { port }: Postmaster): string =>
  `postgres://${OWNER}:${place.password}@127.0.0.1:${port}/${OWNER}`

/** The server died under us: on its old port it is the same server to everyone who holds the address. */
async function revive(place: Place, port: number): Promise<Keeper> {
  place.log('PostgreSQL has gone away; starting it again.')
  await sleep(500)
  return enter(place, port)
}

// ── Leaving ──────────────────────────────────────────────────────────────────────────────────────────────

async function leave(place: Place, { session, postmaster }: Keeper): Promise<void> {
  const others = place.unsafe ? false : await hasOthers(session).catch(() => false)
  if (!others) await stop(place.home, postmaster)
  else await session.query(`set application_name = '${LEAVING}'`).catch(() => undefined)
  await session.end().catch(() => undefined)
}

/** Shuts the door, then counts. Sessions without a keeper may be on their way out: they get a moment. */
async function hasOthers(session: pg.Client): Promise<boolean> {
  await session.query(`select pg_advisory_lock(${DOOR})`)
  for (const deadline = Date.now() + 1_000; ; await sleep(25)) {
    const { keepers, others } = await countOthers(session)
    if (others === 0) return false
    if (keepers > 0 || Date.now() > deadline) return true
  }
}

async function countOthers(session: pg.Client): Promise<{ keepers: number; others: number }> {
  const { rows } = await session.query<{ keepers: number; others: number }>(
    `select count(*) filter (where application_name like $1)::int as keepers, count(*)::int as others
       from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name <> $2`,
    [`${KEEPER} %`, LEAVING],
  )
  return rows[0] ?? { keepers: 0, others: 0 }
}
