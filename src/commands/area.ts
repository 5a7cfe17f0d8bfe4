import { parseArgs } from 'node:util'
import { createArea, findArea, invite, sendInvitation } from '../modules/identity/index.ts'
import { inWorld, say, type World } from './world.ts'

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

async function makeArea(
  { config, database, clock, mailer }: World,
  name: string,
  email: string,
): Promise<number> {
  if (await findArea(database.pool, name)) {
    say(`There is an area "${name}" already.`)
    return 1
  }
  const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`
  await createArea({ pool: database.pool, clock }, { name, demonstration: false }, async (scope) => {
    const manager = { name: 'Programme manager', email, partnerId: null, until: null }
    const token = await invite(scope, { ...manager, role: 'programme_manager' })
    await sendInvitation({ mailer, publicUrl }, { to: email, areaName: name, token })
  })
  const where = config.smtpUrl ? `was mailed to ${email}` : `is in ${config.dataFolder}/mail`
  say(`${name} is made. The invitation for its programme manager ${where}.`)
  return 0
}
