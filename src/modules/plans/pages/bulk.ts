import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import type { Standing } from '../domain/roll-up.ts'
import { paths } from '../paths.ts'
import { examplePlan } from './example.ts'
import { filterWords } from './plan-filter.ts'
import { matching, type PlanQuery, type PlanRow, planRows, WHOLE_PLAN } from './plan-query.ts'
import { viewOf } from './plan-reading.ts'
import { count, leadNames, statedDate, statusView } from './words.ts'

export interface BulkInput {
  plan: PlanAsAt
  query: PlanQuery
  holders: readonly { id: string; name: string; partner: string | null; kind: string }[]
  boards: readonly { name: string }[]
  /** Whether all that are shown begin selected. */
  all: boolean
  typed: FormValues | null
  errors: readonly FieldError[]
}

/** Several milestones, and the one thing that is to change of them. */
export interface BulkPage {
  plan: { title: string; href: string }
  errors: { text: string; href: string }[]
  action: string
  words: string
  shown: string
  select: { text: string; href: string }
  rows: BulkRow[]
  milestonesError: string | null
  whats: WhatView[]
  whatError: string | null
  reason: { value: string; error: string | null }
}

export interface BulkRow {
  id: string
  value: string
  name: string
  code: Standing
  status: string
  due: string
  leads: string
  checked: boolean
}

export interface WhatView {
  id: string
  value: string
  text: string
  checked: boolean
  error: string | null
  field: {
    id: string
    name: string
    label: string
    value: string
    kind: 'select' | 'date' | 'number'
    options: { value: string; text: string; selected: boolean }[]
  } | null
}

export function toBulkPage(input: BulkInput): BulkPage {
  const { plan, query, errors } = input
  const view = viewOf(query, null)
  const rows = planRows(plan).filter((row) => row.standing !== 'dropped' && matching(query, plan)(row))
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.text ?? null
  return {
    plan: { title: plan.title, href: paths.plan(plan.id, view) },
    errors: errors.map(({ field, text }) => ({ text, href: `#${FIRST_OF[field] ?? field}` })),
    action: paths.bulk(plan.id, view),
    words: filterWords(plan, query),
    shown: `${count(rows.length, 'milestone')}, in the order of the plan`,
    select: input.all
      ? { text: 'Select none', href: paths.bulk(plan.id, view) }
      : { text: 'Select all shown', href: paths.bulk(plan.id, { ...view, select: 'all' }) },
    rows: rows.map((row, at) => toRow(row, at, input)),
    milestonesError: errorOf('milestones'),
    whats: toWhats(input, errorOf),
    whatError: errorOf('what'),
    reason: { value: textOf(input.typed, 'reason'), error: errorOf('reason') },
  }
}

const FIRST_OF: Record<string, string> = { milestones: 'milestone-1', what: 'what-lead' }

function toRow({ milestone, standing }: PlanRow, at: number, { all, typed }: BulkInput): BulkRow {
  const chosen = [typed?.milestones ?? []].flat()
  return {
    id: `milestone-${at + 1}`,
    value: milestone.id,
    name: [milestone.ref, milestone.words].filter(Boolean).join(' '),
    code: standing,
    status: statusView(standing, milestone.latest).words,
    due: statedDate(milestone.due) ?? 'No date',
    leads: leadNames(milestone.leads) ?? 'No lead',
    checked: typed ? chosen.includes(milestone.id) : all,
  }
}

type Errors = (field: string) => string | null

function toWhats({ holders, boards, typed }: BulkInput, errorOf: Errors): WhatView[] {
  const leads = holders.map(({ id, name, partner, kind }) => ({
    value: id,
    text: partner && kind !== 'partner' ? `${name}, ${partner}` : name,
  }))
  const names = boards.map(({ name }) => ({ value: name, text: name }))
  const what = (value: string, text: string, field: FieldWish | null): WhatView => ({
    id: `what-${value}`,
    ...{ value, text },
    checked: textOf(typed, 'what') === value,
    error: field ? errorOf(value) : null,
    field: field && toField(value, field, textOf(typed, value)),
  })
  return [
    what('lead', 'Give them another lead', { label: 'Who is to lead', kind: 'select', options: leads }),
    what('due', 'Make them due on one day', { label: 'New due date', kind: 'date', options: [] }),
    what('move', 'Move their due dates', {
      ...{ label: 'Working days later; with a minus, earlier', kind: 'number', options: [] },
    }),
    ...(names.length === 0
      ? []
      : [
          what('add_board', 'Add a board that watches them', {
            ...{ label: 'Board to add', kind: 'select', options: names },
          }),
          what('take_board', 'Take a board away from them', {
            ...{ label: 'Board to take away', kind: 'select', options: names },
          }),
        ]),
    what('drop', 'Drop them from the plan', null),
  ]
}

interface FieldWish {
  label: string
  kind: 'select' | 'date' | 'number'
  options: readonly { value: string; text: string }[]
}

const toField = (name: string, { label, kind, options }: FieldWish, value: string): WhatView['field'] => ({
  id: name,
  ...{ name, label, kind, value },
  options: options.map((option) => ({ ...option, selected: option.value === value })),
})

function textOf(typed: FormValues | null, field: string): string {
  const value = typed?.[field]
  return typeof value === 'string' ? value : ''
}

export const bulkPage = definePage<BulkPage>('plans/pages/bulk.njk', () =>
  toBulkPage({
    plan: examplePlan(4),
    query: { ...WHOLE_PLAN, by: 'lead' },
    holders: [{ id: 'post-1', name: 'Head of Fostering', partner: 'Anyshire Council', kind: 'post' }],
    boards: [{ name: 'Improvement Board' }],
    all: true,
    typed: { what: 'move', move: 'ten', reason: '', milestones: ['milestone-1'] },
    errors: [
      { field: 'milestones', text: 'Select the milestones to change' },
      { field: 'move', text: 'Enter how many working days' },
      { field: 'reason', text: 'Say why' },
    ],
  }),
)
