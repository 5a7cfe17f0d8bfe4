/**
 * Whom PostgreSQL runs as. It refuses to run as root, so that a fault in it never has root's power; when we are
 * root it runs as a user without any rights of its own, otherwise simply as us.
 */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'

/** A user without rights; `undefined` wherever an Account is optional means "as whom we already are". */
export interface Account {
  readonly uid: number
  readonly gid: number
}

export interface Ran {
  readonly ok: boolean
  readonly output: string
}

const SERVICE_USER = 'goldenthread'

export const isRoot = (): boolean => process.getuid?.() === 0

/** Runs a program to its end and gives what it printed; never throws for a failing program. */
export function runAs(account: Account | undefined, file: string, args: readonly string[]): Promise<Ran> {
  // An environment of its own: PGPORT, PGDATA and friends of the caller must not steer the server.
  const options = { ...account, cwd: '/', env: cleanEnvironment(), maxBuffer: 16 * 1024 * 1024 }
  return new Promise((done) => {
    execFile(file, [...args], options, (error, stdout, stderr) =>
      done({
        ok: error === null,
        output: `${stdout}${stderr}${error?.code === 'ENOENT' ? error.message : ''}`,
      }),
    )
  })
}

export function cleanEnvironment(): Record<string, string> {
  return { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' }
}

/** The user without rights, made on first need; `nobody` where users cannot be made. */
export async function serviceAccount(): Promise<Account> {
  const found = await findAccount(SERVICE_USER)
  if (found) return found
  await makeServiceUser()
  const account = (await findAccount(SERVICE_USER)) ?? (await findAccount('nobody'))
  if (account) return account
  throw new Error(
    'PostgreSQL must not run as root, and no user "goldenthread" could be made. ' +
      'Start Goldenthread as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
  )
}

// Fails harmlessly when another process makes it at the same moment, or where /etc is read-only.
const makeServiceUser = () =>
  runAs(undefined, '/usr/sbin/useradd', [
    ...['--system', '--user-group', '--no-create-home'],
    ...['--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'],
    SERVICE_USER,
  ])

async function findAccount(name: string): Promise<Account | undefined> {
  const fields = (await passwdLines()).find((line) => line[0] === name)
  return fields && { uid: Number(fields[2]), gid: Number(fields[3]) }
}

/** A user's name for a sentence: the number where it has none. */
export async function userName(uid: number): Promise<string> {
  const fields = (await passwdLines()).find((line) => line[2] === String(uid))
  return fields?.[0] ?? `number ${uid}`
}

async function passwdLines(): Promise<string[][]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return text.split('\n').map((line) => line.split(':'))
}

/** Whether the account gets into the folder: asked of the system itself, which also knows access lists. */
export async function canReach(account: Account, folder: string): Promise<boolean> {
  return (await runAs(account, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder])).ok
}
