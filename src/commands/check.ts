import { listAreas } from '../modules/identity/index.ts'
import { withArea } from '../platform/db/scope.ts'
import { readAnchors } from '../platform/record/anchors.ts'
import { checkChain } from '../platform/record/check.ts'
import { inWorld, type World } from './world.ts'

/** Goes through every area's record. Exit code 1 where a chain is broken, with the first bad entry named. */
export const run = (): Promise<number> =>
  inWorld(async (world) => {
    const areas = await listAreas(world.database.pool)
    const faults = []
    for (const area of areas) {
      const line = await checkArea(world, area)
      process.stdout.write(`${area.name}: ${line.words}\n`)
      if (line.broken) faults.push(area.name)
    }
    if (areas.length === 0) process.stdout.write('No area is held here yet\n')
    return faults.length > 0 ? 1 : 0
  })

async function checkArea({ config, database }: World, area: { id: string }) {
  const anchors = await readAnchors(config.dataFolder, area.id)
  const { entries, head, fault } = await withArea(database.pool, area.id, (db) =>
    checkChain(db, area.id, anchors),
  )
  const words = fault
    ? `the record is broken: ${fault}`
    : `${entries} entries, ${anchors.length} anchors, whole to ${head.hash.slice(0, 12)}`
  return { words, broken: fault !== null }
}
