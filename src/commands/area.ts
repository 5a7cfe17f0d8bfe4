import { z } from 'zod'
import { JOBS } from '../app.ts'
import { createArea, findArea, invite } from '../modules/identity/index.ts'
import { workOnce } from '../platform/jobs/worker.ts'
import { Misunderstood, readArguments } from './arguments.ts'
import { inWorld, say, type World, workerDeps } from './world.ts'

export const USAGE = 'usage: goldenthread area NAME --manager E-MAIL'

/** Makes an area and invites its first programme manager, who invites everybody else from the site. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { manager: { type: 'string' } }, USAGE)
  const name = positionals[0]?.trim()
  if (!name) throw new Misunderstood('Say what the area is called', USAGE)
  const manager = z.email().safeParse(values.manager?.toLowerCase())
  if (!manager.success) throw new Misunderstood('Say who runs it: --manager with an e-mail address', USAGE)
  return inWorld((world) => makeArea(world, name, manager.data))
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
