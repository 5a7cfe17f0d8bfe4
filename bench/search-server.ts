import { benchPlan } from './plan.ts'
import { settle, words, writeUpdates } from './search-rows.ts'
import { makeArea, serveBench } from './serve.ts'

const ROWS = Number(process.env.BENCH_ROWS ?? 200_000)

/** One large area and four small ones, with the same words. */
await serveBench(async (database) => {
  const area = await makeArea(database, 'Large', (postId) => benchPlan(200, 10, postId))
  await writeUpdates(database.ownerUrl, area, ROWS * 0.7)
  for (const name of ['North', 'South', 'East', 'West']) {
    await writeUpdates(
      database.ownerUrl,
      await makeArea(database, name, (postId) => benchPlan(20, 10, postId)),
      ROWS * 0.075,
    )
  }
  await settle(database.ownerUrl)
  const asked = [
    ['a word that stands nearly everywhere', 'child'],
    ['a rare word', `"${words[4_000]}"`],
    ['a number', '17.3'],
    ['the beginning of a word', 'refer'],
    ['two words', 'police strategy'],
  ] as const
  return { area, asked: asked.map(([name, q]) => [name, `/search?q=${encodeURIComponent(q)}`] as const) }
})
