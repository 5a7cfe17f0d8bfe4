/** Every word of a document that means somebody or something of the area, once, with what it would come to. Pure. */
import { isStatus, type Status } from '../../plans/index.ts'
import { likeness } from './compare/match.ts'
import type { CanonicalStatus, PlanReading, ReadDate, ReadRow } from './reading.ts'
import { type Holder, keyOf, ownStatus, type Settled } from './settled.ts'
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
    boards: named(
      counted(rows, ({ monitoring }) => monitoring),
      settled.boards,
      area.boards,
    ),
    themes: named(
      counted(rows, ({ theme }) => (theme === null ? [] : [theme])),
      settled.themes,
      area.themes,
    ),
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
  return { ...word, value: statuses[word.key] ?? ownStatus(word.words) ?? codeOf(read) ?? 'keep', hint: '' }
}

function codeOf(canonical: CanonicalStatus | null): Status | null {
  if (canonical === 'achieved_and_verified') return 'achieved'
  return canonical !== null && isStatus(canonical) ? canonical : null
}

function toLead(word: Counted, { leads }: Settled, { holders, holderNames }: AreaNames): WordToSettle {
  const said = leads[word.key]
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
  const known = new Map(held.map((name) => [keyOf(name), name]))
  return words.map((word) => {
    const choice = said[word.key]
    if (choice === 'leave') return { ...word, value: '', hint: '' }
    const there = known.get(keyOf(choice?.name ?? word.words))
    const others = [...held, ...words.filter(({ key }) => key !== word.key).map((other) => other.words)]
    const hint = there ? 'Here already' : nearest(word.words, others, 'New: it will be made')
    return { ...word, value: there ?? choice?.name ?? word.words, hint }
  })
}

const LIKE = 0.6

function nearest(words: string, others: readonly string[], otherwise: string): string {
  const [best] = others
    .map((other) => ({ other, alike: likeness(words, other) }))
    .sort((a, b) => b.alike - a.alike)
  return best && best.alike >= LIKE && best.other !== words ? `${otherwise}. Like “${best.other}”` : otherwise
}

function toDate(word: Counted, { dates }: Settled): WordToSettle {
  const said = dates[word.key]
  return {
    ...word,
    value: said && said !== 'none' ? said : '',
    hint: said ? '' : 'Brought in without a day unless you give one',
  }
}
