/**
 * The pages that carry the product against the least that a page could cost: a bare Fastify route that makes one
 * query and sends as many bytes. Both in one run, on one machine, one after the other and again. Prints ratios.
 *
 *   bin/node bench/pages.ts [seconds]
 */
import { comparePages } from './measure.ts'

await comparePages('./pages-server.ts', Number(process.argv[2] ?? 8))
