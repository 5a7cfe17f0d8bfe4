import { mkdir } from 'node:fs/promises'
import { type Config, installationSecret, readConfig } from '../config.ts'
import { type Clock, systemClock } from '../platform/calendar.ts'
import { type OpenDatabase, openDatabase } from '../platform/db/open.ts'
import { createFileStore, type FileStore } from '../platform/files/files.ts'
import { createScanner } from '../platform/files/scanner.ts'
import type { WorkerDeps } from '../platform/jobs/worker.ts'
import { createMailer, type Mailer } from '../platform/mail/mail.ts'

/** What every command that touches the data stands on. */
export interface World {
  config: Config
  database: OpenDatabase
  clock: Clock
  files: FileStore
  mailer: Mailer
}

export async function openWorld(): Promise<World> {
  const config = readConfig()
  await mkdir(config.dataFolder, { recursive: true })
  const database = await openDatabase(config, say)
  return {
    config,
    database,
    clock: systemClock,
    files: createFileStore(config.dataFolder, createScanner(config.clamd)),
    mailer: createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom, folder: config.dataFolder }),
  }
}

/** Opens the world for one piece of work and closes it, whatever comes of the work. */
export async function inWorld(work: (world: World) => Promise<number>): Promise<number> {
  const world = await openWorld()
  try {
    return await work(world)
  } finally {
    await world.database.close()
  }
}

/** What jobs lean on, in this world. */
export const workerDeps = ({ config, database, ...world }: World): WorkerDeps => ({
  ...world,
  pool: database.pool,
  dataFolder: config.dataFolder,
  publicUrl: publicUrlOf(config),
  secret: installationSecret(config.dataFolder),
  anchorMailTo: config.anchorMailTo,
  log: say,
})

export const publicUrlOf = (config: Config): string =>
  config.publicUrl ?? `http://${config.host}:${config.port}`

/** To the person at the terminal; standard output is for what a command produces. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
