/** One web process per database: a second one would run every schedule twice. */
import pg from 'pg'

export interface ServeClaim {
  release(): Promise<void>
}

const SERVE = 4_719_002
const NAME = 'goldenthread serve'

/**
 * Held by a session of its own, so that it ends with the process however that dies. `address` is told to the
 * next one that tries.
 */
export async function claimServe(ownerUrl: string, address = ''): Promise<ServeClaim> {
  const session = await openSession(ownerUrl, address)
  if (await isGranted(session)) return { release: () => session.end() }
  const holder = await findHolder(session)
  await session.end()
  throw new Error(`Goldenthread is already running on this data folder (${holder}).`)
}

async function openSession(ownerUrl: string, address: string): Promise<pg.Client> {
  const name = `${NAME} ${process.pid} ${address}`.trim().slice(0, 63)
  const session = new pg.Client({ connectionString: ownerUrl, application_name: name, keepAlive: true })
  // Without a listener the loss of the server would end the process; the pools report it better.
  session.on('error', () => undefined)
  await session.connect()
  return session
}

async function isGranted(session: pg.Client): Promise<boolean> {
  const { rows } = await session.query<{ granted: boolean }>(
    `select pg_try_advisory_lock(${SERVE}) as granted`,
  )
  return rows[0]?.granted === true
}

async function findHolder(session: pg.Client): Promise<string> {
  const { rows } = await session.query<{ application_name: string }>(
    `select application_name from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and objid = ${SERVE} and granted
        and pg_locks.database = (select oid from pg_database where datname = current_database())`,
  )
  const [pid, address] = (rows[0]?.application_name ?? '').replace(NAME, '').trim().split(' ')
  return [`process ${pid || 'unknown'}`, ...(address ? [address] : [])].join(', ')
}
