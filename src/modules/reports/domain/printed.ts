import {
  type DatePrecision,
  formatDay,
  formatMonth,
  formatWithPrecision,
  type PlainDate,
} from '../../../platform/calendar.ts'
import type { CitationFacts, LeadFacts, StatedDate, UpdateFacts } from './plan.ts'

/** A date with the very text that every paper prints for it. */
export interface PrintedDate {
  on: PlainDate | null
  precision: DatePrecision | null
  words: string | null
  text: string
}

export interface PrintedLead {
  name: string
  partner: string | null
  part: LeadFacts['part']
  text: string
}

/** The last thing said of a milestone. */
export interface PrintedNote {
  period: PlainDate | null
  saidOn: PlainDate
  /** "May 2011", or the day on which it was said where it names no month. */
  dated: string
  /** The status in the author's own words, where they are not the key's and the note does not open with them. */
  opening: string | null
  done: string
  next: string | null
  support: string | null
  evidence: string | null
  author: string
}

/** No more is printed than was written down: a quarter or a season keeps its words beside the day it works out to. */
export function printedDate(date: StatedDate): PrintedDate {
  const { on, precision, words } = date
  return { on, precision, words, text: dateText(on, precision, words) }
}

function dateText(on: PlainDate | null, precision: DatePrecision | null, words: string | null): string {
  if (!on) return words ?? 'Not given'
  const loose = precision === 'quarter' || precision === 'season'
  if (loose && words) return `${words} (${formatDay(on)})`
  return formatWithPrecision(on, precision ?? 'day')
}

const PARTS: Record<LeadFacts['part'], string | null> = {
  accountable: 'accountable',
  lead: null,
  support: 'support',
}

/** "Named Nurse (support)"; who leads alone is not called accountable, since nobody else could be. */
export function printedLead(lead: LeadFacts, _place: number, all: readonly LeadFacts[]): PrintedLead {
  const { name, partner, part } = lead
  const alone = all.filter((one) => one.part !== 'support').length === 1
  const said = alone && part === 'accountable' ? null : PARTS[part]
  return { name, partner, part, text: said ? `${name} (${said})` : name }
}

export function printedNote(update: UpdateFacts): PrintedNote {
  const { period, saidOn, done, next, support, evidence, author, statusWords } = update
  const dated = period ? formatMonth(period) : formatDay(saidOn)
  const repeated = statusWords !== null && startsWith(done, statusWords)
  return {
    period,
    saidOn,
    dated,
    opening: repeated ? null : statusWords,
    done,
    next,
    support,
    evidence,
    author,
  }
}

const startsWith = (text: string, words: string): boolean =>
  text.trim().toLowerCase().startsWith(words.trim().toLowerCase())

/** The citations that the words do not carry in themselves already. */
export function citationsBeside(words: string, cites: CitationFacts[]): string[] {
  return cites.map(citeWords).filter((cite) => !words.includes(cite))
}

/** A document that numbers no findings gives none to name: then the number is that by which the finding is held. */
const citeWords = ({ words, findingRef }: CitationFacts): string =>
  findingRef ? words.replace(/^Named beside a finding$/, `Named beside finding ${findingRef}`) : words

/** The first words of a text, cut at a word, for naming a thing that has no number. */
export function openingWords(words: string, letters = 60): string {
  const flat = words.replace(/\s+/g, ' ').trim()
  if (flat.length <= letters) return flat
  const cut = flat.slice(0, letters)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), letters / 2))}…`
}
