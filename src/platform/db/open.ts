import { join } from 'node:path'
import { appUrl } from './app-role.ts'
import { connect, type Pool } from './connect.ts'
import { attachEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'

export interface OpenDatabase {
  ownerUrl: string
  /** Logged in as the app's own role, which owns nothing. */
  pool: Pool
  /** Migrations that ran just now. */
  migrated: string[]
  close(): Promise<void>
}

/**
 * The server that the settings name, or one of our own in the data folder; migrated, and open for work.
 * Errors: clear sentences, from a folder that is not ours to a schema newer than this copy.
 */
export async function openDatabase(
  settings: { databaseUrl: string | null; databaseAppUrl: string | null; dataFolder: string },
  log: (line: string) => void,
): Promise<OpenDatabase> {
  const server = settings.databaseUrl
    ? { ownerUrl: settings.databaseUrl, close: async () => {} }
    : await attachEmbedded(join(settings.dataFolder, 'postgres'), log)
  try {
    const migrated = await migrate(server.ownerUrl, settings.databaseAppUrl)
    const pool = connect(settings.databaseAppUrl ?? appUrl(server.ownerUrl))
    return {
      ownerUrl: server.ownerUrl,
      pool,
      migrated,
      close: async () => {
        await pool.destroy()
        await server.close()
      },
    }
  } catch (error) {
    await server.close()
    throw error
  }
}
