import { formatDay } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { type Crosswalk, type CrosswalkRow, type Named, toCrosswalk } from '../domain/crosswalk.ts'
import { paths } from '../paths.ts'
import { exampleRefreshing } from './example.ts'
import type { RefreshFacts } from './refresh.ts'
import { countWords, kindWords, nameOf } from './words.ts'

export interface CrosswalkPage {
  title: string
  plan: { title: string; href: string }
  state: string
  counts: string
  list: TakeAway
  rows: {
    name: string
    theme: string
    became: string
    targets: { name: string; theme: string; isNew: boolean }[]
    details: string[]
    because: string
    decided: boolean
  }[]
  nextWords: string
  next: { name: string; theme: string; comesOf: string[]; isNew: boolean }[]
}

export function toCrosswalkPage({ refresh, plan }: RefreshFacts, crosswalk: Crosswalk): CrosswalkPage {
  const { rows, next, counts } = crosswalk
  const decided = rows.filter(({ kind }) => kind !== null).length
  return {
    title: `Crosswalk to ${refresh.label}`,
    plan: { title: plan.title, href: paths.editions(plan.id) },
    state: stateWords(refresh),
    counts: `${decided} of ${counted(rows.length, 'action')} decided, in the order of the plan: ${countWords(counts)}`,
    list: takeAway((format) => paths.crosswalkTable(refresh.id, format)),
    rows: rows.map(toRow),
    nextWords: `${counted(next.length, 'action')} in the next edition: ${next.filter(({ isNew }) => !isNew).length} carried, ${next.filter(({ isNew }) => isNew).length} new`,
    next: next.map((one) => ({
      ...{ name: nameOf(one), theme: one.theme ?? '', isNew: one.isNew },
      comesOf: one.comesOf.map(nameOf),
    })),
  }
}

function stateWords({ state, endedOn, openedOn, number }: RefreshFacts['refresh']): string {
  if (state === 'approved') return `Edition ${number} came into force on ${formatDay(endedOn ?? openedOn)}`
  if (state === 'abandoned') return 'This refresh was given up: nothing of it came into force'
  return 'A draft: nothing of it is in force before it is approved'
}

const toRow = (row: CrosswalkRow): CrosswalkPage['rows'][number] => ({
  name: nameOf(row),
  theme: row.theme ?? '',
  became: becameWords(row),
  targets: row.kind === 'carried' ? [] : row.became.map(targetView),
  details: row.details,
  because: row.because ?? '',
  decided: row.kind !== null,
})

/** "Moved to Children's Plan". */
export const becameWords = ({ kind, movedTo }: CrosswalkRow): string =>
  kind === 'moved' && movedTo ? `Moved to ${movedTo}` : kindWords(kind)

const targetView = (one: Named) => ({ name: nameOf(one), theme: one.theme ?? '', isNew: one.isNew })

export const crosswalkPage = definePage<CrosswalkPage>('editions/pages/crosswalk.njk', () => {
  const found = exampleRefreshing()
  return toCrosswalkPage(
    found,
    toCrosswalk({ plan: found.plan, decisions: found.last, added: found.added, since: null }),
  )
})
