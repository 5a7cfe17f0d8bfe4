/**
 * The pages that carry the product against the least that a page could cost: a bare Fastify route that makes one
 * query and sends as many bytes. Both in one run, on one machine, one after the other and again. Prints ratios.
 *
 *   bin/node bench/pages.ts [seconds]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compare, startServer, stopped } from './measure.ts'

const seconds = Number(process.argv[2] ?? 8)

const folder = await mkdtemp(join(tmpdir(), 'goldenthread-bench-'))
const { child, server } = await startServer('./pages-server.ts', folder)
try {
  for (const page of server.pages) {
    const { ratio, words } = await compare(server, page, { seconds })
    const kilobytes = Math.round(page.bytes / 1024)
    console.log(
      `${page.name}: ${ratio.toFixed(2)} of the floor (${words}; ${kilobytes} kB, ${page.drawing} statements to draw it, ${page.kept} while it is kept)`,
    )
  }
} finally {
  await stopped(child)
  await rm(folder, { recursive: true, force: true })
}
