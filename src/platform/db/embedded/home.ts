/**
 * Where one embedded server lives:
 *
 *     <folder>/server.log        what PostgreSQL says
 *     <folder>/cluster/data      the cluster
 *     <folder>/cluster/password  of its owner, readable by the server's user only
 *
 * Only `cluster` belongs to the server's user, so that nothing which that user could do there misleads root.
 */
import {
  chmod,
  chown,
  cp,
  lchown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
} from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Account, canReach, isRoot, serviceAccount, userName } from './account.ts'
import { makeSharedHome, SHARED_HOME } from './shared-home.ts'

export interface Home {
  readonly folder: string
  readonly cluster: string
  readonly data: string
  readonly passwordFile: string
  readonly logFile: string
  /** Whom the server runs as; undefined: as us. */
  readonly account: Account | undefined
}

export async function openHome(wanted: string): Promise<Home> {
  const folder = await realFolder(resolve(wanted))
  return isRoot() ? homeForRoot(resolve(wanted), folder) : homeForUser(folder)
}

function homeAt(folder: string, account: Account | undefined): Home {
  const cluster = join(folder, 'cluster')
  return {
    folder,
    cluster,
    data: join(cluster, 'data'),
    passwordFile: join(cluster, 'password'),
    logFile: join(folder, 'server.log'),
    account,
  }
}

async function realFolder(path: string): Promise<string> {
  const found = await lstat(path).catch(() => undefined)
  if (found?.isSymbolicLink()) return followLink(path)
  if (!found) await makeFolder(path)
  return realpath(path)
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true })
  // Passable but not listable: the server's user must get through to its cluster.
  await chmod(path, 0o711)
}

const followLink = (path: string): Promise<string> =>
  realpath(path).catch(() => {
    throw new Error(
      `The database folder ${path} points to a place that is gone. ` +
        'Bring it back, or remove the link to begin with an empty database.',
    )
  })

async function homeForUser(folder: string): Promise<Home> {
  const home = homeAt(folder, undefined)
  await refuseForeign(folder)
  await refuseForeign(home.cluster)
  return home
}

async function refuseForeign(path: string): Promise<void> {
  const owner = await ownerOf(path)
  if (!owner || owner.uid === process.getuid?.()) return
  throw new Error(
    `The database folder ${path} belongs to the user ${await userName(owner.uid)}. ` +
      'Start Goldenthread as that user, or choose another data folder.',
  )
}

async function ownerOf(path: string): Promise<Account | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found && { uid: found.uid, gid: found.gid }
}

async function homeForRoot(wanted: string, folder: string): Promise<Home> {
  const account = await accountFor(join(folder, 'cluster'))
  const reachable = (await canReach(account, folder)) ? folder : await relocate(wanted, folder)
  const home = homeAt(reachable, account)
  await takeFromRoot(home.cluster, account)
  return home
}

/** A cluster made by an ordinary user goes on under that user, so that both can start it. */
async function accountFor(cluster: string): Promise<Account> {
  const owner = await ownerOf(cluster)
  return owner && owner.uid !== 0 ? owner : serviceAccount()
}

/** A cluster copied by root (`cp -r`) belongs to root, and PostgreSQL would refuse it. */
async function takeFromRoot(cluster: string, account: Account): Promise<void> {
  const owner = await ownerOf(cluster)
  if (owner?.uid !== 0) return
  await giveTo(account, cluster)
  for (const entry of await readdir(cluster, { withFileTypes: true, recursive: true }))
    await lchown(join(entry.parentPath, entry.name), account.uid, account.gid)
}

export async function giveTo(account: Account | undefined, path: string): Promise<void> {
  if (account) await chown(path, account.uid, account.gid)
}

/**
 * The project stands where the server's user cannot go (/root is 0700). Permissions of folders that are not
 * ours stay as they are: the cluster moves to our own place and `wanted` becomes a link to it.
 */
async function relocate(wanted: string, folder: string): Promise<string> {
  await makeSharedHome()
  const target = await mkdtemp(join(SHARED_HOME, 'cluster-'))
  await chmod(target, 0o711)
  await moveEntries(folder, target)
  if (await replaceByLink(wanted, folder, target)) return target
  // Another process was quicker: its link is the one that counts.
  await rm(target, { recursive: true })
  return followLink(wanted)
}

async function moveEntries(from: string, to: string): Promise<void> {
  for (const name of await readdir(from)) await moveEntry(join(from, name), join(to, name))
}

async function moveEntry(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error
    await cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
    await rm(from, { recursive: true })
  }
}

async function replaceByLink(wanted: string, folder: string, target: string): Promise<boolean> {
  try {
    await rmdir(folder).catch(() => undefined)
    await symlink(target, wanted)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
