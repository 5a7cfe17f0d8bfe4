import { buffer } from 'node:stream/consumers'
import { takeReturned } from '../platform/mail/bounce.ts'
import { LONGEST_REPORT } from '../platform/mail/delivery-report.ts'
import { inWorld, say } from './world.ts'

/**
 * Reads one message that a mail server's alias pipes in, and marks the mail of ours that it says came back. Exit code
 * 1 for whatever is no such report, or not surely about a mail of ours; nothing of the message is kept.
 */
export async function run(): Promise<number> {
  const bytes = await buffer(upTo(LONGEST_REPORT + 1))
  return inWorld(async ({ config, database, clock }) => {
    const { ok, words } = await takeReturned({ pool: database.pool, clock, from: config.mailFrom }, bytes)
    say(words)
    return ok ? 0 : 1
  })
}

/** Standard input, and no more of it than so many bytes: what is longer is refused by its length. */
async function* upTo(most: number): AsyncGenerator<Buffer> {
  let left = most
  for await (const chunk of process.stdin) {
    const piece = Buffer.from(chunk).subarray(0, left)
    left -= piece.length
    yield piece
    if (left === 0) return
  }
}
