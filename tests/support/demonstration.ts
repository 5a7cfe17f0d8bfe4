/** The demonstration area, served to a real browser. */
import type { Browser } from 'playwright-core'
import { seedDemonstration } from '../../src/commands/seed.ts'
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
  await seedDemonstration({ database: { ...world.database, migrated: [] }, clock: world.clock })
  const browser = await launchChromium()
  const origin = await world.app.listen({ host: '127.0.0.1', port: 0 })
  const close = async () => {
    await browser.close()
    await world.close()
  }
  return { world, browser, origin, close }
}
