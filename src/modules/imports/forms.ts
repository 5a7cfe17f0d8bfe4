import { z } from 'zod'
import { isPlainDate, type PlainDate } from '../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../platform/http/forms.ts'
import { isStatus } from '../plans/index.ts'
import type { Decision } from './domain/compare/compare.ts'
import { COMPARED_FIELDS } from './domain/compare/differences.ts'
import { FIELDS } from './domain/dictionary.ts'
import type { ColumnField, ReadTable } from './domain/reading.ts'
import type { Holder, Settled } from './domain/settled.ts'

const optionalDay = z
  .string()
  .refine((text) => text === '' || isPlainDate(text), 'Enter a real date')
  .optional()
  .transform((text) => text || null)

const several = z.union([z.string(), z.array(z.string())]).optional()

const listed = (value: z.output<typeof several>): string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value

export const StartForm = z.object({
  pasted: z.string().max(5_000_000, 'The text is larger than 5 MB').optional(),
  /** The same as the clipboard had it, with its tables: only where scripts run. */
  pastedTables: z.string().max(10_000_000, 'The text is larger than 10 MB').optional(),
  published: optionalDay,
})

export const FoundForm = z.object({
  published: optionalDay,
  documentOn: optionalDay,
  target: z.union([z.literal('new'), z.uuid()], 'Say which plan this document is for'),
  /** Places of the sheets and of the tables beside the plan that are wanted. */
  sheets: several.transform((value) => listed(value).map(Number)),
  tables: several.transform((value) => listed(value).map(Number)),
})

export const ConfirmForm = z.object({
  title: z
    .string()
    .min(1, 'Enter a title for the plan')
    .max(300, 'The title must be 300 characters or fewer')
    .optional()
    .transform((text) => text ?? null),
  documentOn: optionalDay.refine((day) => day !== null, 'Enter the date that the document tells of'),
  reason: z
    .string('Say why this is brought in')
    .min(1, 'Say why this is brought in: it is kept with every change')
    .max(1000, 'The reason must be 1,000 characters or fewer'),
})

export const CopyForm = z.object({
  plan: z.uuid('Choose the plan'),
  format: z.enum(['xlsx', 'docx'], 'Choose Excel or Word'),
  lead: z
    .string()
    .max(200, 'The name must be 200 characters or fewer')
    .optional()
    .transform((text) => text || null),
})

export const RepairsForm = z.object({
  /** Keys of all repairs that the page showed, and of those that are to be made. */
  shown: several.transform(listed),
  made: several.transform(listed),
})

const COLUMN_FIELDS = new Set<string>([...FIELDS, 'other', 'ignored'])

/** `column:<table's place>:<column>` for each select of the page; what is not of the page or the list is passed over. */
export function columnsFrom(
  values: FormValues,
  tables: readonly Pick<ReadTable, 'key' | 'columns'>[],
): Record<string, Record<number, ColumnField>> {
  return Object.fromEntries(
    tables.map(({ key, columns }, table) => [
      key,
      Object.fromEntries(
        columns.flatMap(({ column }): [number, ColumnField][] => {
          const value = values[`column:${table}:${column}`]
          return typeof value === 'string' && COLUMN_FIELDS.has(value) ? [[column, value as ColumnField]] : []
        }),
      ),
    ]),
  )
}

type Words = Pick<Settled, 'statuses' | 'leads' | 'boards' | 'themes' | 'dates'>

export interface KnownNames {
  holders: ReadonlyMap<string, Holder>
  /** Names of leads in the document, by their small letters. */
  leads: ReadonlyMap<string, string>
  /** Names of the fields that the page has. */
  fields: ReadonlySet<string>
}

/** Fields are named by what they settle: `status:in progress`, `lead:…`, `board:…`, `theme:…`, `date:…`. */
export function wordsFrom(
  values: FormValues,
  known: KnownNames,
): { ok: true; words: Words } | { ok: false; errors: FieldError[] } {
  const words: Words = { statuses: {}, leads: {}, boards: {}, themes: {}, dates: {} }
  const errors: FieldError[] = []
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string' || !known.fields.has(name)) continue
    const at = name.indexOf(':')
    const fault = settle(words, known, { kind: name.slice(0, at), key: name.slice(at + 1), value })
    if (fault) errors.push({ field: name, text: fault })
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, words }
}

/** Of the name of a board, a theme or a lead. */
const MOST_LETTERS = 300

function settle(
  words: Words,
  known: KnownNames,
  { kind, key, value }: { kind: string; key: string; value: string },
): string | null {
  if (value.length > MOST_LETTERS) return `Use ${MOST_LETTERS} characters or fewer`
  if (kind === 'status') words.statuses[key] = isStatus(value) ? value : 'keep'
  if (kind === 'board') words.boards[key] = value === '' ? 'leave' : { name: value }
  if (kind === 'theme') words.themes[key] = value === '' ? 'leave' : { name: value }
  if (kind === 'lead') return settleLead(words, known, key, value)
  if (kind === 'date') {
    if (value !== '' && !isPlainDate(value)) return 'Enter a real date, or leave it empty'
    words.dates[key] = value === '' ? 'none' : (value as PlainDate)
  }
  return null
}

function settleLead({ leads }: Words, known: KnownNames, key: string, value: string): string | null {
  const holder = known.holders.get(value.toLowerCase())
  const other = known.leads.get(value.toLowerCase())
  if (value === '') leads[key] = 'keep'
  else if (holder) leads[key] = holder
  else if (other !== undefined) leads[key] = { sameAs: other }
  else
    return `There is no “${value}” here: choose somebody from the list, or leave it empty to keep the words`
  return null
}

const BECAME = new Set(['keep', 'completed', 'merged', 'moved', 'dropped'])

/** Decisions on the rows of one page of the preview; `row:<n>` holds the stable key of the row that `<n>:…` speaks of. */
export function decisionsFrom(
  values: FormValues,
): { ok: true; decisions: Record<string, Decision> } | { ok: false; errors: FieldError[] } {
  const decided: [string, Decision][] = []
  const errors: FieldError[] = []
  for (const [name, key] of Object.entries(values)) {
    const [, number] = /^row:(\d{1,6})$/.exec(name) ?? []
    if (number === undefined || typeof key !== 'string') continue
    const { decision, error } = decisionOf(values, number)
    if (error) errors.push(error)
    decided.push([key, decision])
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, decisions: Object.fromEntries(decided) }
}

function decisionOf(values: FormValues, number: string): { decision: Decision; error: FieldError | null } {
  const text = (part: string) => {
    const value = values[`${number}:${part}`]
    return typeof value === 'string' ? value : ''
  }
  const take = COMPARED_FIELDS.flatMap((field): [string, 'document' | 'plan'][] => {
    const value = text(`take:${field}`)
    return value === 'document' || value === 'plan' ? [[field, value]] : []
  })
  const [same, became, words] = [text('same'), text('became'), text('words')]
  const decision: Decision = {
    ...(same && { same: same === 'yes' }),
    ...(take.length > 0 && { take: Object.fromEntries(take) }),
    ...(BECAME.has(became) && { became: became as NonNullable<Decision['became']> }),
    ...(words && { words }),
  }
  const silent = became === 'dropped' && words === ''
  return {
    decision,
    error: silent ? { field: `${number}:words`, text: 'Say why it was dropped' } : null,
  }
}
