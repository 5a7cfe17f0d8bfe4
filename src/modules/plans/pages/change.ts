import { formatInstant, formatWithPrecision, isPlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import type { MilestoneAsAt, StatedDate } from '../domain/facts.ts'
import { paths } from '../paths.ts'
import { exampleMilestoneInput } from './milestone.ts'
import { leadKey } from './plan-query.ts'
import { list } from './words.ts'

/** What was typed: dates in three parts, leads as the keys of `ChangeInput.holders`. */
export interface ChangeValues {
  words: string
  'start-day': string
  'start-month': string
  'start-year': string
  'due-day': string
  'due-month': string
  'due-year': string
  leads: string[]
  reason: string
}

export interface ChangeInput {
  plan: { id: string; title: string }
  milestone: MilestoneAsAt
  /** People, posts and partners who may lead, by name; the key is what the form sends as `leads`. */
  holders: { key: string; name: string }[]
  /** The mark of the milestone as this person first saw it. */
  seen: string
  values: ChangeValues | null
  errors: readonly FieldError[]
  /** Who changed it while this person was writing, and when; null where nobody did. */
  changedBy: { by: string; at: string } | null
}

/** Two versions of one field, side by side. */
export interface Versions {
  field: string
  held: string
  typed: string
  differ: boolean
}

export interface DateFields {
  name: 'start' | 'due'
  legend: string
  hint: string
  parts: { id: string; name: string; label: string; value: string; wide: boolean }[]
  error: string | null
}

export interface ChangePage {
  title: string
  milestone: { name: string; words: string; href: string }
  plan: { title: string; href: string }
  errors: { text: string; href: string }[]
  /** What somebody else saved meanwhile beside what was typed here; null where nobody did. */
  conflict: { who: string; versions: Versions[] } | null
  send: string
  seen: string
  words: { value: string; error: string | null }
  dates: DateFields[]
  leads: { id: string; value: string; text: string; checked: boolean }[]
  leadsError: string | null
  others: { value: string; text: string; selected: boolean }[]
  reason: { value: string; error: string | null }
}

export function toChangePage(input: ChangeInput): ChangePage {
  const { milestone, plan } = input
  const values = input.values ?? valuesOf(milestone)
  const errorOf = (field: string): string | null =>
    input.errors.find((error) => error.field === field)?.text ?? null
  const name = milestone.ref ? `milestone ${milestone.ref}` : 'milestone'
  return {
    title: `Change ${name}`,
    milestone: { name, words: milestone.words, href: paths.milestone(milestone.id) },
    plan: { title: plan.title, href: paths.plan(plan.id) },
    errors: input.errors.map(({ field, text }) => ({ text, href: `#${FIRST_PART[field] ?? field}` })),
    conflict: input.changedBy && {
      who: `${input.changedBy.by} saved another version on ${formatInstant(new Date(input.changedBy.at))}`,
      versions: versionsOf(input, values),
    },
    send: paths.changeMilestone(milestone.id),
    seen: input.seen,
    words: { value: values.words, error: errorOf('words') },
    dates: [
      dateFields('start', 'Starts', milestone.start, values, errorOf('start') ?? errorOf('start-day')),
      dateFields('due', 'Due', milestone.due, values, errorOf('due') ?? errorOf('due-day')),
    ],
    ...leadChoices(input, values),
    leadsError: errorOf('leads'),
    reason: { value: values.reason, error: errorOf('reason') },
  }
}

/** Each field as it is held now, beside what was typed: nothing of either is lost. */
function versionsOf({ milestone, holders }: ChangeInput, values: ChangeValues): Versions[] {
  const names = new Map(namesOf(milestone, holders))
  const version = (field: string, held: string | null, typed: string | null): Versions => ({
    field,
    held: held || 'nothing',
    typed: typed || 'nothing',
    differ: (held ?? '') !== (typed ?? ''),
  })
  const now = valuesOf(milestone)
  const leads = ({ leads: keys }: ChangeValues) => list(keys.map((key) => names.get(key) ?? key))
  return [
    version('What will be done', now.words, values.words),
    version('Starts', typedDate(now, 'start'), typedDate(values, 'start')),
    version('Due', typedDate(now, 'due'), typedDate(values, 'due')),
    version('Lead', leads(now), leads(values)),
  ]
}

/** "28 February 2027", or what stands in the three boxes where that is no date. */
function typedDate(values: ChangeValues, name: 'start' | 'due'): string {
  const [day = '', month = '', year = ''] = [
    values[`${name}-day`],
    values[`${name}-month`],
    values[`${name}-year`],
  ]
  const iso = `${year}-${month.padStart(2, '0')}-${(day || '1').padStart(2, '0')}`
  if (isPlainDate(iso)) return formatWithPrecision(iso, day === '' ? 'month' : 'day')
  return [day, month, year].filter((part) => part !== '').join(' ')
}

const namesOf = (milestone: MilestoneAsAt, holders: ChangeInput['holders']): [string, string][] => [
  ...holders.map(({ key, name }): [string, string] => [key, name]),
  ...milestone.leads.map((lead): [string, string] => [leadKey(lead), lead.name]),
]

/** Where the error summary leads for a fault of a whole date, or of the leads. */
const FIRST_PART: Record<string, string> = { start: 'start-day', due: 'due-day', leads: 'leads-1' }

function valuesOf({ words, start, due, leads }: MilestoneAsAt): ChangeValues {
  const from = partsOf(start)
  const to = partsOf(due)
  return {
    words,
    'start-day': from.day,
    'start-month': from.month,
    'start-year': from.year,
    'due-day': to.day,
    'due-month': to.month,
    'due-year': to.year,
    leads: leads.map(leadKey),
    reason: '',
  }
}

/** No more than was written down: a date that names only a month has no day to show. */
function partsOf(date: StatedDate | null): { day: string; month: string; year: string } {
  if (!date?.on) return { day: '', month: '', year: '' }
  const year = date.on.slice(0, 4)
  if (date.precision === 'year') return { day: '', month: '', year }
  const day = date.precision === 'day' || date.precision === null ? String(Number(date.on.slice(8, 10))) : ''
  return { day, month: String(Number(date.on.slice(5, 7))), year }
}

function dateFields(
  name: 'start' | 'due',
  legend: string,
  was: StatedDate | null,
  values: ChangeValues,
  error: string | null,
): DateFields {
  const part = (field: 'day' | 'month' | 'year', label: string) => {
    const id = `${name}-${field}` as const
    return { id, name: id, label, value: values[id], wide: field === 'year' }
  }
  const said = was?.words ? ` The plan says “${was.words}”.` : ''
  return {
    name,
    legend,
    hint: `For example, 31 5 2027. Leave the day empty if only the month is known.${said}`,
    parts: [part('day', 'Day'), part('month', 'Month'), part('year', 'Year')],
    error,
  }
}

/** Those who lead now (or were ticked) as boxes to untick; everybody else in one list to add from. */
function leadChoices(
  { milestone, holders }: ChangeInput,
  { leads }: ChangeValues,
): Pick<ChangePage, 'leads' | 'others'> {
  const names = new Map(namesOf(milestone, holders))
  const shown = [...new Set([...milestone.leads.map(leadKey), ...leads])]
  return {
    leads: shown.map((key, at) => ({
      id: `leads-${at + 1}`,
      value: key,
      text: names.get(key) ?? key,
      checked: leads.includes(key),
    })),
    others: holders
      .filter(({ key }) => !shown.includes(key))
      .map(({ key, name }) => ({ value: key, text: name, selected: false })),
  }
}

/** Reads what was sent without judging it: `leads` may come once, several times or not at all. */
export function readChangeValues(body: unknown): ChangeValues {
  const sent: object = typeof body === 'object' && body !== null ? body : {}
  const get = (field: string): unknown => Reflect.get(sent, field)
  const text = (field: string): string => {
    const value = get(field)
    return typeof value === 'string' ? value : ''
  }
  const leads = [get('leads')].flat().filter((key) => typeof key === 'string' && key !== '') as string[]
  return {
    words: text('words'),
    'start-day': text('start-day'),
    'start-month': text('start-month'),
    'start-year': text('start-year'),
    'due-day': text('due-day'),
    'due-month': text('due-month'),
    'due-year': text('due-year'),
    leads: [...new Set(leads)],
    reason: text('reason'),
  }
}

export function exampleChangeInput(): ChangeInput {
  const { plan, milestone } = exampleMilestoneInput()
  return {
    plan,
    milestone,
    holders: [
      { key: 'person-0', name: 'Head of First Response' },
      { key: 'person-3', name: 'Head of Fostering' },
      { key: 'person-1', name: 'Detective Sergeant, Public Protection' },
    ],
    seen: 'mark',
    values: null,
    errors: [],
    changedBy: null,
  }
}

export const changePage = definePage<ChangePage>('plans/pages/change.njk', () =>
  toChangePage({
    ...exampleChangeInput(),
    errors: [{ field: 'reason', text: 'Say why the date changes' }],
    changedBy: { by: 'Safeguarding Partnership Manager', at: '2026-11-22T10:20:00Z' },
    values: readChangeValues({
      words: 'Other words',
      'due-month': '3',
      'due-year': '2027',
      leads: ['person-1'],
    }),
  }),
)
