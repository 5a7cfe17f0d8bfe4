/** The demonstration area, served to a real browser. */
import type { Browser } from 'playwright-core'
import { JOBS } from '../../src/app.ts'
import { seedDemonstration } from '../../src/commands/seed.ts'
import { startWorker } from '../../src/platform/jobs/worker.ts'
import { launchChromium } from './chromium.ts'
import { startWorld, type TestWorld } from './world.ts'

export interface ServedDemonstration {
  world: TestWorld
  browser: Browser
  origin: string
  close(): Promise<void>
}

export async function serveDemonstration(): Promise<ServedDemonstration> {
  const world = await startWorld({ demonstration: true })
  await seedDemonstration({
    database: { ...world.database, migrated: [] },
    clock: world.clock,
    files: world.files,
  })
  const worker = await startWorker(world.database.ownerUrl, JOBS, world.workerDeps)
  const browser = await launchChromium()
  const origin = await world.app.listen({ host: '127.0.0.1', port: 0 })
  const close = async () => {
    await browser.close()
    await worker.stop()
    await world.close()
  }
  return { world, browser, origin, close }
}
