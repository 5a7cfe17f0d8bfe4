import { inWorld, say } from './world.ts'

/** Brings the database to the newest schema (as every other command does on its way). */
export const run = (): Promise<number> =>
  inWorld(async ({ database }) => {
    say(
      database.migrated.length > 0 ? `Migrated: ${database.migrated.join(', ')}` : 'The schema is up to date',
    )
    return 0
  })
