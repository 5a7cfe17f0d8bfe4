import { asOwner } from '../src/platform/db/connect.ts'
import type { BenchArea } from './serve.ts'

/** What people write about, the most frequent first; the rest of the words are made up. */
const FREQUENT =
  'child social worker family school health police team visit plan audit sample week manager referral'

/** Words of a bench: few that stand nearly everywhere, and many that stand nearly nowhere, as in any language. */
export const words: readonly string[] = [
  ...FREQUENT.split(' '),
  ...Array.from(
    { length: 4_985 },
    (_, n) => `${syllable(n)}${syllable(Math.floor(n / 980) + 7)}${syllable(n * 31 + 5)}`,
  ),
]

function syllable(n: number): string {
  const [head, tail] = ['bdfgklmnprstvz', 'aeiou']
  return `${head[n % 14]}${tail[Math.floor(n / 14) % 5]}${head[Math.floor(n / 70) % 14]}`
}

/** 25 words, each as often as its place among the words says. */
export const sentence = (): string =>
  Array.from({ length: 25 }, () => words[Math.floor(words.length ** Math.random() - 1)] ?? '').join(' ')

const BATCH = 5_000

/** Fills an area's milestones with so many updates, one after the other through the years. */
export async function writeUpdates(ownerUrl: string, area: BenchArea, count: number): Promise<void> {
  await asOwner(ownerUrl, async (owner) => {
    for (let done = 0; done < count; done += BATCH) {
      const said = Array.from({ length: Math.min(BATCH, count - done) }, sentence)
      await owner.query(
        `insert into progress (area_id, id, plan_id, milestone_id, said_on, status, done, author_words, recorded_at, once)
         select m.area_id, gen_random_uuid(), m.plan_id, m.id, date '2026-11-20' - (($3 - n) / 60)::int, 'on_track', said,
                'Programme Manager', now(), gen_random_uuid()
           from unnest($2::text[]) with ordinality s(said, n)
           join (select *, row_number() over (order by id) - 1 as place, count(*) over () as many
                   from milestone where area_id = $1) m on m.place = n % m.many`,
        [area.areaId, said, count - done],
      )
    }
  })
}

/** What autovacuum does within the minute: tells the planner how often each word stands where. */
export const settle = (ownerUrl: string): Promise<unknown> =>
  asOwner(ownerUrl, (owner) => owner.query('vacuum analyze'))
