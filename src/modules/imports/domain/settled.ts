/** What a person settled of a document's words, once for all rows; kept with the import, and remembered by the area. */
import { isPlainDate, type PlainDate } from '../../../platform/calendar.ts'
import { isStatus, type LeadFacts, STATUS_KEY, STATUSES, type Status } from '../../plans/index.ts'
import { plain, wordKey } from './words.ts'

export type Holder = NonNullable<LeadFacts['holder']>

/** By the words' key (see `keyOf`). What is not in it is as the document says, or stays as words. */
export interface Settled {
  /** A status of the key, or `keep`: the words stay words. */
  statuses: Record<string, Status | 'keep'>
  /** Somebody of the area, another name of the document that is the same one, or `keep`. */
  leads: Record<string, Holder | { sameAs: string } | 'keep'>
  /** The name of the board that it is, held or to be made; or `leave`: the words stay beside the row. */
  boards: Record<string, { name: string } | 'leave'>
  themes: Record<string, { name: string } | 'leave'>
  /** The day that the words mean; or `none`. */
  dates: Record<string, PlainDate | 'none'>
  /** Tables beside the plan, by their place, that are left out. */
  leftOutTables: number[]
}

export const NOTHING_SETTLED: Settled = {
  statuses: {},
  leads: {},
  boards: {},
  themes: {},
  dates: {},
  leftOutTables: [],
}

/** What is settled, out of what was saved: parts that are missing are empty. */
export const settledFrom = (saved: unknown): Settled => ({
  ...NOTHING_SETTLED,
  ...(typeof saved === 'object' ? saved : {}),
})

/** What two words are the same by: letters and digits; where there are none (a mark), the mark itself. */
export const keyOf = (words: string): string => wordKey(words) || plain(words)

/** What was said of a key, and never what every object has ("constructor"). */
export const saidOf = <T>(said: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(said, key) ? said[key] : undefined

/** The board or theme that the words mean; null where they are left out. What nobody settled is made as it is named. */
export function nameOf(of: Settled['boards'], words: string): string | null {
  const said = saidOf(of, keyOf(words))
  if (said === 'leave') return null
  return said?.name ?? words
}

/** The name that stands for a lead: another spelling of one leads to it, at most once around. */
export function leadName({ leads }: Settled, name: string): string {
  const said = saidOf(leads, keyOf(name))
  return typeof said === 'object' && 'sameAs' in said ? said.sameAs : name
}

export function holderOf(settled: Settled, name: string, known: ReadonlyMap<string, Holder>): Holder | null {
  const said = saidOf(settled.leads, keyOf(name))
  if (said === 'keep') return null
  if (typeof said === 'object' && 'sameAs' in said) {
    const other = saidOf(settled.leads, keyOf(said.sameAs))
    if (other === 'keep') return null
    return typeof other === 'object' && 'id' in other ? other : (known.get(said.sameAs.toLowerCase()) ?? null)
  }
  return said ?? known.get(name.toLowerCase()) ?? null
}

/** The status whose words in our own key these are: what our own papers print, they say again when they come back. */
export function ownStatus(words: string): Status | null {
  const key = keyOf(words)
  return (
    STATUSES.find((status) =>
      [STATUS_KEY[status].short, STATUS_KEY[status].long].some((own) => keyOf(own) === key),
    ) ?? null
  )
}

/** The status that the words mean: as settled, else by our own key, else `otherwise`. */
export function statusOfWords(
  { statuses }: Settled,
  words: string | null,
  otherwise: Status | null,
): Status | null {
  const said = words === null ? undefined : saidOf(statuses, keyOf(words))
  if (said === 'keep') return null
  if (said && isStatus(said)) return said
  return (words === null ? null : ownStatus(words)) ?? otherwise
}

export function dayOfWords({ dates }: Settled, words: string): PlainDate | null {
  const said = saidOf(dates, keyOf(words))
  return said && isPlainDate(said) ? said : null
}
