/**
 * The thread of a large plan against the least that a page could cost: 20 reviews with 40 findings each, 200 actions
 * and 1,000 milestones.
 *
 *   bin/node bench/thread.ts [seconds]
 */
import { comparePages } from './measure.ts'

await comparePages('./thread-server.ts', Number(process.argv[2] ?? 8))
