/**
 * The search in 200,000 rows of one large area and four small ones, against the floor of bench/pages: once as it is
 * asked, kept until the area's record moves, and once drawn anew each time.
 *
 *   bin/node bench/search.ts [seconds]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compare, startServer, stopped } from './measure.ts'

const seconds = Number(process.argv[2] ?? 5)

const folder = await mkdtemp(join(tmpdir(), 'goldenthread-bench-'))
const { child, server } = await startServer('./search-server.ts', folder)
try {
  for (const page of server.pages) {
    const kept = await compare(server, page, { seconds })
    const anew = await compare(server, page, { seconds, anew: true })
    console.log(
      `${page.name}: ${anew.ratio.toFixed(2)} of the floor drawn anew (${anew.words}; ${page.drawing} statements), ${kept.ratio.toFixed(2)} while it is kept (${kept.words}; ${page.kept})`,
    )
  }
} finally {
  await stopped(child)
  await rm(folder, { recursive: true, force: true })
}
