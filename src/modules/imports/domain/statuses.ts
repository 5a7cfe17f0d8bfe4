/** Status words to canonical states; keys (legends); marks that say nothing by themselves. */
import { COLOURS, STATUS_WORDS } from './dictionary.ts'
import type { CanonicalStatus, LegendEntry, ReadNote, ReadStatus } from './reading.ts'
import { remembered } from './remembered.ts'
import { isBlank, plain, quote, wordKey, words } from './words.ts'

/** The letters that a text opens with. */
const firstWord = (text: string): string => /^[a-z]*/i.exec(text)?.[0].toLowerCase() ?? ''

interface Phrase {
  first: string
  pattern: RegExp
  canonical: CanonicalStatus
}

/** Each status phrase as a pattern, the longest first. */
const PHRASES: readonly Phrase[] = Object.entries(STATUS_WORDS)
  .flatMap(([canonical, phrases]) => phrases.map((phrase) => [phrase, canonical as CanonicalStatus] as const))
  .sort((a, b) => b[0].length - a[0].length)
  .map(([phrase, canonical]) => ({
    first: firstWord(phrase),
    pattern: new RegExp(`^${phrase.split(' ').join('[\\s/,:;\\-–—]+')}(?![a-z])`, 'i'),
    canonical,
  }))

/** A text can only open with a phrase of the same first word. */
const BY_FIRST_WORD: ReadonlyMap<string, readonly Phrase[]> = Map.groupBy(PHRASES, ({ first }) => first)

/** What may follow a status word for it to be the status: the end, a stop, a dash, a bracket, a date. */
const AFTER =
  /^\s*($|[.,;:!()/\-–—]|\d|by\b|on\b|in (?:full|\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\b)|as (at|of)\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d)/i

/** "Delayed due to staffing", "Not started pending funding": the reason of what is not done. "Complete pending sign-off" is not complete. */
const BECAUSE =
  /^\s+(?:due to|because|pending|awaiting|until|owing to|while|whilst|to (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/i

export interface StatusHead {
  canonical: CanonicalStatus
  /** The status as printed. */
  words: string
  /** What follows it. */
  rest: string
}

/**
 * The status word that opens a text, longest first: "Completed – March 2011" is achieved, "Initial action
 * completed" and "Monitoring arrangements in place" are sentences and give null.
 */
export const statusHead = remembered((raw): StatusHead | null => {
  const text = plain(raw).replace(/^[\s\-–—:.]+/, '')
  for (const { pattern, canonical } of BY_FIRST_WORD.get(firstWord(text)) ?? []) {
    const found = pattern.exec(text)
    const rest = found ? text.slice(found[0].length) : ''
    const open = !canonical.startsWith('achieved') && BECAUSE.test(rest)
    if (found && (AFTER.test(rest) || open))
      return { canonical, words: found[0], rest: rest.replace(/^[\s.,;:!\-–—]+/, '').trim() }
  }
  return null
})

/** A cell that is a mark and not words: a bullet, a tick, one letter, a colour, a shape. */
export function isMark(raw: string): boolean {
  const text = plain(raw)
  return text !== '' && (text.length <= 2 || colourOf(text) !== null || !/[a-z0-9]/i.test(text))
}

/** A tick or a cross, also as Wingdings letters come out of an extractor. */
export function isTick(raw: string): boolean {
  return /^[√✓✔☑☒✗✘×üûPRxXyY]$|^yes$/i.test(plain(raw))
}

/** The colour that a cell names ("Amber", "RAG: G"); null for anything else. */
export function colourOf(raw: string): string | null {
  return COLOURS[wordKey(raw).replace(/^(rag|brag|rating) /, '')] ?? null
}

/** A key's sentence by what it speaks of; the first rule that fits is taken, so the order is part of it. */
const MEANINGS: readonly (readonly [RegExp, CanonicalStatus])[] = [
  [/\b(superseded|no longer|withdrawn|cancelled|not applicable)\b/, 'withdrawn'],
  [/\bnot (yet )?(been )?(started|due|commenced|begun)\b|\byet to (start|begin|commence)\b/, 'not_started'],
  [/\b(not on track|off track)\b.*\bno support\b/, 'off_track'],
  [/\bsupport (is )?required\b/, 'not_achieved'],
  [/\bnot (yet |fully |yet fully )(been )?(embedded|evidenced|verified|signed off)\b/, 'achieved'],
  [/\bnot (yet |fully |been )+(achieved|complete|completed|met|implemented|delivered)\b/, 'in_progress'],
  [/\b(started|commenced|progress|underway)\b.*\bnot (complete|completed|achieved)\b/, 'in_progress'],
  [/\b(will|may) not be\b|\bunlikely\b/, 'off_track'],
  [/\bnot (achieved|complete|completed|met|implemented|delivered)\b/, 'not_achieved'],
  [/\b(no|low|minimal|without) (risk|concern|delay|slippage)s?\b/, 'on_track'],
  [
    /\b(not on (track|target|schedule|course)|off track|off target|off course|behind|delay\w*|slipp\w*|risks?|overdue)\b/,
    'off_track',
  ],
  [/\bon (track|target|schedule|course)\b/, 'on_track'],
  [/\b(embedded|verified|signed off|sustained|evidenced|business as usual)\b/, 'achieved_and_verified'],
  [/\b(expected|likely|going|due|planned|set) to be (completed|achieved|met|delivered)\b/, 'on_track'],
  [/\b(partially|partly|part) (achieved|complete|completed|met|implemented)\b/, 'in_progress'],
  [/\b(complete|completed|achieved|met|done|implemented|delivered)\b/, 'achieved'],
  [
    /\b(insufficient|unacceptable|unsatisfactory|limited|poor|no|little) progress\b|\bconcerns?\b/,
    'off_track',
  ],
  [/\b(acceptable|good|satisfactory|expected) progress\b/, 'on_track'],
  [/\b(in progress|underway|under way|started|commenced|progressing)\b/, 'in_progress'],
  [/\b(ongoing|on going)\b/, 'ongoing'],
]

/**
 * What a key's sentence means. Wider than a cell's words, since a key explains: "Not on track but no support
 * required to address issues" is off track, with support required it is not achieved.
 */
export function meaningOf(sentence: string): CanonicalStatus | null {
  const text = wordKey(sentence)
  return MEANINGS.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

/** The key's entry for a mark or colour; a colour's letter and its name are the same mark. */
export function legendFor(mark: string, legend: readonly LegendEntry[]): LegendEntry | null {
  const colour = colourOf(mark)
  const text = plain(mark).toLowerCase()
  const same = (entry: LegendEntry) =>
    plain(entry.mark).toLowerCase() === text || (colour !== null && colourOf(entry.mark) === colour)
  return legend.find(same) ?? null
}

export interface StatusReading {
  status: ReadStatus
  /** A sentence found in the status cell: it is a note. */
  note: string | null
  doubts: string[]
}

/**
 * A row's status. The words of the note win over the status column; a glyph alone is never a status, and one
 * that contradicts the words is shown as a doubt. A colour or its letter counts only by the document's key.
 */
export function readStatus(
  cell: string,
  notes: readonly (ReadNote & { status?: StatusHead })[],
  legend: readonly LegendEntry[],
): StatusReading {
  const spoken = latestSpoken(notes)
  const column = readStatusCell(cell, legend)
  if (!spoken) return column
  const status: ReadStatus = {
    canonical: spoken.canonical,
    original: spoken.words,
    source: 'note',
    glyph: column.status.glyph,
  }
  return { status, note: column.note, doubts: conflict(cell, column, spoken, legend) }
}

/** The newest dated entry that names a status; of undated ones, the first. */
function latestSpoken(notes: readonly (ReadNote & { status?: StatusHead })[]): StatusHead | null {
  const speaking = notes.filter((note) => note.status)
  const newest = [...speaking].sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))
  return newest[0]?.status ?? null
}

function conflict(
  cell: string,
  column: StatusReading,
  spoken: StatusHead,
  legend: readonly LegendEntry[],
): string[] {
  const { glyph, canonical } = column.status
  if (glyph !== null) {
    const entry = legendFor(glyph, legend)
    if (!entry) return [`The mark ${quote(glyph)} is not in the key; the note says ${quote(spoken.words)}.`]
    if (entry.canonical === spoken.canonical) return []
    return [
      `The key gives ${quote(glyph)} as ${quote(entry.meaning)} but the note says ${quote(spoken.words)}: the note's words were taken.`,
    ]
  }
  if (canonical === spoken.canonical || column.status.original === null) return []
  return [
    `The status cell says ${quote(cell)} but the note says ${quote(spoken.words)}: the note's words were taken.`,
  ]
}

function readStatusCell(cell: string, legend: readonly LegendEntry[]): StatusReading {
  const original = plain(cell)
  const none = { canonical: null, original: null, source: null, glyph: null }
  if (isBlank(cell) && !legendFor(cell, legend)) return { status: none, note: null, doubts: [] }
  const head = statusHead(original) ?? afterColour(original)
  if (head) {
    const whole = words(original).length <= 8 ? original : head.words
    const status: ReadStatus = { canonical: head.canonical, original: whole, source: 'column', glyph: null }
    return { status, note: words(head.rest).length > 3 ? head.rest : null, doubts: [] }
  }
  if (isMark(original)) return byMark(original, legend)
  const coloured = colourBeside(original)
  return coloured ? { ...byMark(coloured.colour, legend), note: coloured.rest } : bySentence(original, legend)
}

/** "Post advertised. Green", "Amber – 62% in May": a colour parted by a stop from the sentence beside it. */
function colourBeside(text: string): { colour: string; rest: string } | null {
  const last = /^(.{3,}[.;:–—-])\s*\(?([A-Z][a-z]{2,5})\)?\.?$/.exec(text)
  if (last?.[1] && last[2] && colourOf(last[2])) return { colour: last[2], rest: last[1].trim() }
  const first = /^([A-Z][a-z]{2,5})\s*[.;:–—-]\s*(.{3,})$/.exec(text)
  return first?.[1] && first[2] && colourOf(first[1]) ? { colour: first[1], rest: first[2].trim() } : null
}

/** "Green – on track", "Amber (in progress)", "Red overdue": the words beside the colour count, not the colour. */
function afterColour(text: string): StatusHead | null {
  const [, colour = '', words = ''] =
    /^([a-z]+)\s*[-–—:(/]\s*(.+?)\)?$/i.exec(text) ?? /^([a-z]{3,}) (.+)$/i.exec(text) ?? []
  return colourOf(colour) ? statusHead(words) : null
}

function byMark(mark: string, legend: readonly LegendEntry[]): StatusReading {
  const entry = legendFor(mark, legend)
  const byColour = entry?.canonical && colourOf(mark) !== null && colourOf(entry.mark) !== null
  const status: ReadStatus = {
    canonical: byColour ? entry.canonical : null,
    original: mark,
    source: byColour ? 'key' : null,
    glyph: mark,
  }
  if (byColour) return { status, note: null, doubts: [] }
  const told = entry ? `The key gives it as ${quote(entry.meaning)}` : 'The document has no key for it'
  return {
    status,
    note: null,
    doubts: [`The status is only the mark ${quote(mark)}. ${told}`],
  }
}

/** Words that are no status word: a key's own sentence is read by the key, any other stays a note. */
function bySentence(text: string, legend: readonly LegendEntry[]): StatusReading {
  const entry = legend.find((each) => wordKey(each.meaning) === wordKey(text))
  if (entry?.canonical) {
    return {
      status: { canonical: entry.canonical, original: text, source: 'key', glyph: null },
      note: null,
      doubts: [],
    }
  }
  const status: ReadStatus = { canonical: null, original: text, source: null, glyph: null }
  const waiting = /^(tbc|tba|tbd|n a|n\/a)$/i.test(wordKey(text))
  const doubts = waiting
    ? []
    : [`The status cell holds ${quote(text)}, which is no status word: it was kept as a note.`]
  return { status, note: waiting ? null : text, doubts }
}
