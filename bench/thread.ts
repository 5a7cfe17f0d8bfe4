/**
 * The thread of a large plan against the least that a page could cost: 20 reviews with 40 findings each, 200 actions
 * and 1,000 milestones.
 *
 *   bin/node bench/thread.ts [seconds]
 */
import { measureAgainstFloor } from './against-the-floor.ts'

await measureAgainstFloor('thread', Number(process.argv[2] ?? 8))
