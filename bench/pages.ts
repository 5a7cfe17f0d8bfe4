/**
 * The pages that carry the product against the least that a page could cost.
 *
 *   bin/node bench/pages.ts [seconds]
 */
import { measureAgainstFloor } from './against-the-floor.ts'

await measureAgainstFloor('pages', Number(process.argv[2] ?? 8))
