import type { PlainDate } from '../../../platform/calendar.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import { STANDING_WORDS, STANDINGS } from '../domain/roll-up.ts'
import { paths } from '../paths.ts'
import {
  boardsOf,
  CRITICAL,
  DUE_WITHIN,
  type DueWithin,
  type Grouping,
  leadKey,
  NONE,
  NOT_THIS_MONTH,
  type PlanQuery,
  type PlanRow,
  planRows,
  WHOLE_PLAN,
} from './plan-query.ts'
import { addressOf, GROUPING_WORDS, type Reading } from './plan-reading.ts'
import { findingName } from './words.ts'

export interface Choice {
  value: string
  text: string
  selected: boolean
}

export interface FilterView {
  open: boolean
  address: string
  by: Grouping
  /** Kept in the address when a past day is looked at. */
  asAt: PlainDate | null
  words: string
  selects: { name: string; label: string; any: string; choices: Choice[] }[]
  selected: { text: string; href: string }[]
  clear: string
}

const DUE_WORDS: Record<DueWithin, string> = {
  overdue: 'Overdue',
  'this-month': 'This month',
  'next-three': 'In the next three months',
}

export function toFilter(reading: Reading, live: readonly PlanRow[]): FilterView {
  const { facts, query, past } = reading
  const selects = toSelects(reading, live)
  const named = selects.flatMap((select) => {
    const chosen = select.choices.find((choice) => choice.selected)
    return chosen
      ? [{ text: `${select.label}: ${chosen.text}`, href: addressOf(reading, { [select.name]: null }) }]
      : []
  })
  const words = query.words
    ? [{ text: `Words: ${query.words}`, href: addressOf(reading, { words: null }) }]
    : []
  return {
    open: false,
    address: paths.plan(facts.id),
    by: query.by,
    asAt: past,
    words: query.words ?? '',
    selects,
    selected: [...named, ...words],
    clear: addressOf(reading, { ...WHOLE_PLAN, by: query.by }),
  }
}

/** What a view shows, as a sentence without its stop: "Status: Off track; Lead: Head of Care; by theme". */
export function filterWords(facts: PlanAsAt, query: PlanQuery): string {
  const live = planRows(facts).filter((row) => row.standing !== 'dropped')
  const chosen = toSelects({ facts, query }, live).flatMap(({ label, choices }) =>
    choices.filter(({ selected }) => selected).map(({ text }) => `${label}: ${text}`),
  )
  const words = query.words ? [`Words: ${query.words}`] : []
  const filters = [...chosen, ...words].join('; ') || 'All milestones'
  return `${filters}; by ${GROUPING_WORDS[query.by].toLowerCase()}`
}

function toSelects(
  { facts, query }: Pick<Reading, 'facts' | 'query'>,
  live: readonly PlanRow[],
): FilterView['selects'] {
  const leads = new Map<string, string>()
  const partners = new Map<string, string>()
  const boards = new Map<string, string>()
  for (const { milestone, action } of live) {
    for (const lead of milestone.leads) {
      leads.set(leadKey(lead), lead.name)
      if (lead.partner) partners.set(lead.partner, lead.partner)
    }
    for (const board of boardsOf(milestone, action)) boards.set(board, board)
  }
  const themes = new Map(facts.themes.map((theme) => [theme.id, theme.name]))
  const reviews = new Map(facts.findings.map(({ review }) => [review.id, review.title]))
  const findings = findingsOffered(facts, query)
  return [
    select(
      'status',
      'Status',
      'Any status',
      new Map(STANDINGS.map((s) => [s, STANDING_WORDS[s]])),
      query.status,
    ),
    select('due', 'Due', 'Any date', new Map(DUE_WITHIN.map((due) => [due, DUE_WORDS[due]])), query.due),
    select('said', 'Said', 'Any month', new Map([[NOT_THIS_MONTH, 'Nothing this month']]), query.said),
    select('lead', 'Lead', 'Anybody', withNone(byName(leads), 'Without a lead'), query.lead),
    select(
      'partner',
      'Partner',
      'Any partner',
      withNone(byName(partners), 'No partner named'),
      query.partner,
    ),
    select('theme', 'Theme', 'Any theme', withNone(themes, 'No theme'), query.theme),
    select('board', 'Board', 'Any board', withNone(byName(boards), 'Watched by no board'), query.board),
    select('review', 'Review', 'Any review', reviews, query.review),
    select('path', 'Critical path', 'Any action', new Map([[CRITICAL, 'On the critical path']]), query.path),
    select('answers', 'Answers', findings.any, findings.options, query.answers),
  ]
}

/** More than this in one list, and nobody finds theirs. */
const MOST = 100

/** The findings of the review that is chosen; of all reviews where none is, unless they are too many. */
function findingsOffered({ findings }: PlanAsAt, { review, answers }: PlanQuery) {
  const offered = findings.filter((finding) => review === null || finding.review.id === review)
  const shown = offered.length > MOST ? offered.filter(({ id }) => id === answers) : offered
  return {
    any: shown.length < offered.length ? 'Choose a review first' : 'Any finding',
    options: new Map(shown.map((finding) => [finding.id, findingName(finding)])),
  }
}

function select(
  name: keyof PlanQuery,
  label: string,
  any: string,
  options: ReadonlyMap<string, string>,
  chosen: string | null,
): FilterView['selects'][number] {
  const choices = [...options].map(([value, text]) => ({ value, text, selected: value === chosen }))
  // A shared address may name somebody who has left the plan: the filter still holds, so it still shows.
  if (chosen !== null && !options.has(chosen)) choices.push({ value: chosen, text: chosen, selected: true })
  return { name, label, any, choices }
}

const byName = (options: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...options].sort(([, a], [, b]) => a.localeCompare(b, 'en-GB')))

const withNone = (options: ReadonlyMap<string, string>, words: string): Map<string, string> =>
  new Map([...options, [NONE, words]])
