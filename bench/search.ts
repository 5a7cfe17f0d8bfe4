/**
 * The search in 200,000 rows of one large area and four small ones, against the floor of bench/pages: once as it is
 * asked, kept until the area's record moves, and once drawn anew each time.
 *
 *   bin/node bench/search.ts [seconds]
 */
import { compare, eachPage } from './measure.ts'

const seconds = Number(process.argv[2] ?? 5)

await eachPage('./search-server.ts', async (server, page) => {
  const kept = await compare(server, page, { seconds })
  const anew = await compare(server, page, { seconds, anew: true })
  return `${anew.ratio.toFixed(2)} of the floor drawn anew (${anew.words}; ${page.drawing} statements), ${kept.ratio.toFixed(2)} while it is kept (${kept.words}; ${page.kept})`
})
