import { parseArgs } from 'node:util'
import { JOBS } from '../app.ts'
import { createArea, findArea, invite } from '../modules/identity/index.ts'
import { workOnce } from '../platform/jobs/worker.ts'
import { inWorld, say, type World, workerDeps } from './world.ts'

const USAGE = 'usage: goldenthread area NAME --manager E-MAIL'

/** Makes an area and invites its first programme manager, who invites everybody else from the site. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { manager: { type: 'string' } },
  })
  const name = positionals[0]?.trim()
  const manager = values.manager
  if (!name || !manager) {
    say(USAGE)
    return 2
  }
  return inWorld((world) => makeArea(world, name, manager.toLowerCase()))
}

async function makeArea(world: World, name: string, email: string): Promise<number> {
  const { config, database, clock } = world
  if (await findArea(database.pool, name)) {
    say(`There is an area "${name}" already.`)
    return 1
  }
  await createArea({ pool: database.pool, clock }, { name, demonstration: false }, (scope) =>
    invite(scope, {
      name: 'Programme manager',
      email,
      partnerId: null,
      role: 'programme_manager',
      until: null,
    }),
  )
  await workOnce(database.ownerUrl, JOBS, workerDeps(world))
  const where = config.smtpUrl ? `is on its way to ${email}` : `is in ${config.dataFolder}/mail`
  say(`${name} is made. The invitation for its programme manager ${where}.`)
  return 0
}
