import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { type Paging, pagingOf } from '../../notices/index.ts'
import type { HitFacts } from '../domain/facts.ts'
import { KINDS, type Kind, MOST_UPDATES } from '../domain/kinds.ts'
import type { Term } from '../domain/typed.ts'
import { searchPaths } from '../paths.ts'
import { exampleSearch } from './example.ts'
import { type HitView, toHitView } from './hit.ts'

export interface SearchPage {
  title: string
  /** As it was typed. */
  typed: string
  plans: { value: string; text: string; selected: boolean }[]
  /** How many there are, and how they are sorted; null before anything was asked. */
  words: string | null
  counts: { text: string; number: string; href: string; current: boolean }[]
  hits: HitView[]
  paging: Paging
  /** What to try where nothing is shown. */
  advice: string[]
  /** Each word by itself, where all of them together lead nowhere. */
  instead: { text: string; href: string }[]
}

export interface SearchInput {
  typed: { text: string; ref: string | null; terms: readonly Pick<Term, 'words' | 'not'>[] }
  kinds: readonly Kind[]
  kind: Kind | null
  planId: string | null
  page: number
  size: number
  hits: readonly HitFacts[]
  totals: ReadonlyMap<Kind, number>
  plans: readonly { id: string; title: string }[]
}

export function toSearchPage(input: SearchInput): SearchPage {
  const { typed, kind, planId, page, size, hits, plans } = input
  const total = kind ? shownOf(input, kind) : input.kinds.reduce((sum, one) => sum + shownOf(input, one), 0)
  const address = (page: number) => searchPaths.search({ q: typed.text, kind, plan: planId, page })
  return {
    title: typed.text === '' ? 'Search' : `Search for “${typed.text}”`,
    typed: typed.text,
    plans: plans.length < 2 ? [] : planChoices(plans, planId),
    words: hits.length === 0 ? null : wordsOf(input, total),
    counts: countsOf(input),
    hits: hits.map(toHitView),
    paging: pagingOf({ page, size, total }, address),
    advice: hits.length > 0 ? [] : adviceFor(input, total),
    instead: total > 0 ? [] : insteadOf(input),
  }
}

/** The database counts one more than are shown, so that there being more is known. */
const shownOf = ({ totals }: SearchInput, kind: Kind): number => {
  const total = totals.get(kind) ?? 0
  return kind === 'update' ? Math.min(total, MOST_UPDATES) : total
}

const hasMoreUpdates = ({ totals }: SearchInput): boolean => (totals.get('update') ?? 0) > MOST_UPDATES

const planChoices = (plans: SearchInput['plans'], chosen: string | null) => [
  { value: '', text: 'All plans', selected: chosen === null },
  ...plans.map(({ id, title }) => ({ value: id, text: title, selected: id === chosen })),
]

function wordsOf(input: SearchInput, total: number): string {
  const from = (input.page - 1) * input.size + 1
  const shown = total > input.size ? `, ${from} to ${from + input.hits.length - 1} shown` : ''
  const updates =
    hasMoreUpdates(input) && (input.kind === null || input.kind === 'update')
      ? ` Of updates only the last ${MOST_UPDATES} that say this are among them: add a word to find an older one.`
      : ''
  const first = input.typed.ref === null ? '' : `What bears the number ${input.typed.ref} comes first. `
  return `${counted(total, 'thing')} found for “${input.typed.text}”${shown}. ${first}The best fit stands above; of two that fit alike, the newer.${updates}`
}

function countsOf(input: SearchInput): SearchPage['counts'] {
  const { kinds, kind, typed, planId } = input
  const found = kinds.filter((one) => shownOf(input, one) > 0 || one === kind)
  if (found.length === 0) return []
  const total = kinds.reduce((sum, one) => sum + shownOf(input, one), 0)
  const link = (text: string, number: string, one: Kind | null) => ({
    ...{ text, number, href: searchPaths.search({ q: typed.text, kind: one, plan: planId }) },
    current: one === kind,
  })
  const plus = hasMoreUpdates(input) ? '+' : ''
  return [
    link('Everything', `${total}${plus}`, null),
    ...found.map((one) =>
      link(KINDS[one].many, `${shownOf(input, one)}${one === 'update' ? plus : ''}`, one),
    ),
  ]
}

function adviceFor({ typed, kind, planId, page }: SearchInput, total: number): string[] {
  if (typed.text === '') return HOW_TO
  if (typed.terms.length === 0) return ['There is no word in this. Type a word or a number.']
  if (typed.terms.every(({ not }) => not))
    return ['Say what to look for as well as what to leave out: sampling -audit']
  if (page > 1 && total > 0) return ['There are not so many pages. Go back to the first one.']
  const wider = kind || planId ? ['Look in everything, and in all plans.'] : []
  return [
    'Nothing that you may see holds all of these words.',
    ...wider,
    'Take a word away, or use another word for the same thing. Small words such as “the” are not looked for.',
    'Check the spelling. A number has to be typed as the plan writes it: 1.06, not 1.6.',
  ]
}

function insteadOf({ typed }: SearchInput): SearchPage['instead'] {
  const wanted = typed.terms.filter(({ not }) => !not)
  if (wanted.length < 2) return []
  return wanted.map(({ words }) => ({ text: words, href: searchPaths.search({ q: words }) }))
}

const HOW_TO = [
  'Type one or more words. Everything that holds all of them is found: “meeting” also finds “meetings”.',
  'Type a number as the plan writes it, such as 1.06 or R3, to find what bears it.',
  'Put words between quotes to find them in this order: "strategy discussion"',
  'Put a minus before a word to leave out what holds it: sampling -audit',
]

export const searchPage = definePage<SearchPage>('search/pages/search.njk', () =>
  toSearchPage(exampleSearch()),
)
