/** Every word of a document that means somebody or something of the area, once, with what it would come to. Pure. */
import { isStatus, type Status } from '../../plans/index.ts'
import { likeness } from './compare/match.ts'
import type { CanonicalStatus, PlanReading, ReadDate, ReadRow } from './reading.ts'

import { type Holder, keyOf, ownStatus, type Settled, saidOf } from './settled.ts'

import { isBlank } from './words.ts'

export interface WordToSettle {
  key: string
  words: string
  /** Rows in which it stands. */
  count: number
  /** What it comes to unless somebody says otherwise: a status's code, a name, a day. */
  value: string
  hint: string
}

export interface WordsToSettle {
  statuses: WordToSettle[]
  leads: WordToSettle[]
  boards: WordToSettle[]
  themes: WordToSettle[]
  dates: WordToSettle[]
}

/** What the fields of the page of words are called: by these and no other, something is settled. */
export const wordFields = (words: WordsToSettle): ReadonlySet<string> =>
  new Set(
    Object.entries({
      status: words.statuses,
      lead: words.leads,
      board: words.boards,
      theme: words.themes,
      date: words.dates,
    }).flatMap(([kind, list]: [string, WordToSettle[]]) => list.map(({ key }) => `${kind}:${key}`)),
  )

export interface AreaNames {
  holders: ReadonlyMap<string, Holder>
  /** Names of posts, people and partners, as they are written. */
  holderNames: readonly string[]
  boards: readonly string[]
  /** Of the plan that is to be changed. */
  themes: readonly string[]
}

export function wordsToSettle(
  { rows }: Pick<PlanReading, 'rows'>,
  settled: Settled,
  area: AreaNames,
): WordsToSettle {
  return {
    statuses: counted(rows, ({ status }) =>
      isStatusWord(status.original) ? [status.original ?? ''] : [],
    ).map((word) => toStatus(word, rows, settled)),
    leads: counted(rows, ({ leads }) => leads.map(({ name }) => name)).map((word) =>
      toLead(word, settled, area),
    ),
    boards: named(counted(rows, boardsIn), settled.boards, area.boards),
    themes: named(counted(rows, themeIn), settled.themes, area.themes),
    dates: counted(rows, ({ due, start }) => [due, start].flatMap(openWords)).map((word) =>
      toDate(word, settled),
    ),
  }
}

/** A sentence is a note, and no status to be settled. */
const isStatusWord = (words: string | null): boolean =>
  words !== null && !isBlank(words) && words.split(' ').length <= 8

const openWords = (date: ReadDate | null): string[] =>
  date !== null && date.iso === null && date.original !== '' ? [date.original] : []

interface Counted {
  key: string
  words: string
  count: number
}

/** Each word once, the most frequent spelling standing for it, the most frequent word first. */
function counted(rows: readonly ReadRow[], pick: (row: ReadRow) => string[]): Counted[] {
  const spellings = new Map<string, Map<string, number>>()
  for (const words of rows.flatMap((row) => [...new Set(pick(row))])) {
    const of = spellings.get(keyOf(words)) ?? new Map<string, number>()
    of.set(words, (of.get(words) ?? 0) + 1)
    spellings.set(keyOf(words), of)
  }
  return [...spellings]
    .map(([key, of]) => {
      const [most] = [...of].sort((a, b) => b[1] - a[1])
      return { key, words: most?.[0] ?? '', count: [...of.values()].reduce((sum, n) => sum + n, 0) }
    })
    .sort((a, b) => b.count - a.count || a.words.localeCompare(b.words))
}

function toStatus(word: Counted, rows: readonly ReadRow[], { statuses }: Settled): WordToSettle {
  const read = rows.find(({ status }) => keyOf(status.original ?? '') === word.key)?.status.canonical ?? null
  return {
    ...word,
    value: saidOf(statuses, word.key) ?? ownStatus(word.words) ?? codeOf(read) ?? 'keep',
    hint: '',
  }
}

function codeOf(canonical: CanonicalStatus | null): Status | null {
  if (canonical === 'achieved_and_verified') return 'achieved'
  return canonical !== null && isStatus(canonical) ? canonical : null
}

function toLead(word: Counted, { leads }: Settled, { holders, holderNames }: AreaNames): WordToSettle {
  const said = saidOf(leads, word.key)
  const nameOfHolder = (holder: Holder | undefined) =>
    holderNames.find((name) => holders.get(name.toLowerCase())?.id === holder?.id)
  if (typeof said === 'object' && 'sameAs' in said) return { ...word, value: said.sameAs, hint: '' }
  if (said === 'keep') return { ...word, value: '', hint: '' }
  const holder = said ?? holders.get(word.words.toLowerCase())
  const name = holder ? nameOfHolder(holder) : undefined
  return {
    ...word,
    value: name ?? '',
    hint: name ? '' : nearest(word.words, holderNames, 'Nobody of this name is here'),
  }
}

/** A board or theme that is there, by whatever spelling; else the document's own name, which is then made. */
function named(words: readonly Counted[], said: Settled['boards'], held: readonly string[]): WordToSettle[] {
  const known = namesHeld(held)
  return words.map((word) => {
    const value = nameFor(word, said, known)
    if (value === null) return { ...word, value: '', hint: '' }
    const there = known.get(keyOf(value))
    const others = [...held, ...words.filter(({ key }) => key !== word.key).map((other) => other.words)]
    const hint = there ? 'Here already' : nearest(word.words, others, 'New: it will be made')
    return { ...word, value, hint }
  })
}

const namesHeld = (held: readonly string[]) => new Map(held.map((name) => [keyOf(name), name]))

/** One that is there by whatever spelling, else as was said, else as it is written most; null where it is left out. */
function nameFor(
  { key, words }: Counted,
  said: Settled['boards'],
  known: ReadonlyMap<string, string>,
): string | null {
  const choice = saidOf(said, key)
  if (choice === 'leave') return null
  const name = choice?.name ?? words
  return known.get(keyOf(name)) ?? name
}

/** What boards and themes come to, of every word that the document has: as the page of words shows it. */
export function settledNames(
  { rows }: Pick<PlanReading, 'rows'>,
  settled: Settled,
  area: Pick<AreaNames, 'boards' | 'themes'>,
): Pick<Settled, 'boards' | 'themes'> {
  const names = (words: readonly Counted[], said: Settled['boards'], held: readonly string[]) => {
    const known = namesHeld(held)
    return Object.fromEntries(
      words.map((word) => {
        const name = nameFor(word, said, known)
        return [word.key, name === null ? ('leave' as const) : { name }]
      }),
    )
  }
  return {
    boards: names(counted(rows, boardsIn), settled.boards, area.boards),
    themes: names(counted(rows, themeIn), settled.themes, area.themes),
  }
}

const boardsIn = ({ monitoring }: ReadRow): string[] => monitoring
const themeIn = ({ theme }: ReadRow): string[] => (theme === null ? [] : [theme])

const LIKE = 0.6

function nearest(words: string, others: readonly string[], otherwise: string): string {
  const [best] = others
    .map((other) => ({ other, alike: likeness(words, other) }))
    .sort((a, b) => b.alike - a.alike)
  return best && best.alike >= LIKE && best.other !== words ? `${otherwise}. Like “${best.other}”` : otherwise
}

function toDate(word: Counted, { dates }: Settled): WordToSettle {
  const said = saidOf(dates, word.key)
  return {
    ...word,
    value: said && said !== 'none' ? said : '',
    hint: said ? '' : 'Brought in without a day unless you give one',
  }
}
