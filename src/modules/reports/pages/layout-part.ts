import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { FIELDS, type Layout, type Section } from '../domain/layout.ts'
import { MOST_LINES } from '../domain/layout-edit.ts'
import {
  aboutPart,
  FIELD_WORDS,
  GROUP_WORDS,
  KINDS_OF_PART,
  ONLY_WORDS,
  type PartBox,
} from '../domain/layout-kinds.ts'
import { reportPaths } from '../paths.ts'
import { exampleLayout } from './layouts.ts'

/** A part of a layout: to be changed, or to be added. */
export interface LayoutPartPage {
  title: string
  does: string
  layout: { name: string; href: string }
  send: string
  seen: string
  kind: string
  boxes: { name: string; label: string; hint: string | null; value: string; error: string | null }[]
  selects: { name: string; label: string; options: Option[]; error: string | null }[]
  ticks: { name: string; label: string; checked: boolean }[]
  columns: { error: string | null; rows: ColumnRow[] } | null
  lines: { error: string | null; rows: { number: number; key: string; label: string }[] } | null
  button: string
  errors: FieldError[]
}

interface Option {
  value: string
  text: string
  selected: boolean
}

export interface ColumnRow {
  field: string
  name: string
  place: string
  heading: string
  width: string
  error: string | null
}

export interface PartInput {
  layout: Layout
  seen: string
  kind: Section['kind']
  /** Counted from 1; null for a new one. */
  place: number | null
  values: FormValues | null
  errors: FieldError[]
}

export function toLayoutPartPage(input: PartInput): LayoutPartPage {
  const { layout, kind, place, errors } = input
  const { name, does, boxes } = KINDS_OF_PART[kind]
  const held = place === null ? null : (layout.sections[place - 1] ?? null)
  const form: FormOf = { values: input.values ?? valuesOf(held), errors }
  return {
    title: place === null ? `Add a part: ${name}` : `Change part ${place}: ${name}`,
    does,
    layout: { name: layout.name, href: reportPaths.layout(layout.code) },
    send:
      place === null ? reportPaths.newLayoutPart(layout.code) : reportPaths.layoutPart(layout.code, place),
    ...{ seen: input.seen, kind },
    boxes: boxes.flatMap((box) => WORDS[box] ?? []).map((box) => ({ ...box, ...filled(form, box.name) })),
    selects: [
      ...(boxes.includes('group') ? [select(form, 'group', 'Grouped', GROUP_WORDS)] : []),
      ...(boxes.includes('only') ? [select(form, 'only', 'Which', { '': 'All', ...ONLY_WORDS })] : []),
      ...(place === null ? [where(form, layout)] : []),
    ],
    ticks: boxes
      .flatMap((box) => TICKS[box] ?? [])
      .map((tick) => ({ ...tick, checked: text(form, tick.name) !== '' })),
    columns: boxes.includes('columns') ? columnsOf(form) : null,
    lines: boxes.includes('fields') ? linesOf(form) : null,
    button: place === null ? 'Add the part' : 'Save the part',
    errors,
  }
}

interface FormOf {
  values: FormValues
  errors: readonly FieldError[]
}

const WORDS: Partial<Record<PartBox, { name: string; label: string; hint: string | null }>> = {
  heading: { name: 'heading', label: 'Heading', hint: null },
  'own-heading': {
    ...{ name: 'heading', label: 'Heading (optional)' },
    hint: 'Leave it empty where each group brings its own',
  },
  hint: { name: 'hint', label: 'What to write there (optional)', hint: 'For whoever writes the text' },
  empty: {
    ...{ name: 'empty', label: 'Printed while nobody has written anything' },
    hint: '“Not applicable” when left empty',
  },
}

const TICKS: Partial<Record<PartBox, { name: string; label: string }>> = {
  edition: { name: 'edition', label: 'Name the edition of the plan' },
  chart: { name: 'chart', label: 'Draw a chart above the table' },
  lists: { name: 'lists', label: 'List what is behind each count' },
  criteria: {
    name: 'criteria',
    label: 'After each group, say what success looks like and how it is measured',
  },
}

const text = ({ values }: FormOf, name: string): string => {
  const value = values[name]
  return typeof value === 'string' ? value : ''
}

const errorOf = ({ errors }: FormOf, name: string): string | null =>
  errors.find(({ field }) => field === name)?.text ?? null

const filled = (form: FormOf, name: string) => ({ value: text(form, name), error: errorOf(form, name) })

function select(form: FormOf, name: string, label: string, words: Readonly<Record<string, string>>) {
  const chosen = text(form, name)
  return {
    ...{ name, label, error: errorOf(form, name) },
    options: Object.entries(words).map(([value, text]) => ({ value, text, selected: value === chosen })),
  }
}

/** After which part a new one comes; the end, unless something else is chosen. */
function where(form: FormOf, { sections }: Layout) {
  const chosen = text(form, 'after') || String(sections.length)
  const after = sections.map((part, at) => ({
    value: String(at + 1),
    text: `After ${at + 1}. ${aboutPart(part).name}`,
  }))
  return {
    ...{ name: 'after', label: 'Where it comes', error: null },
    options: [{ value: '0', text: 'At the beginning' }, ...after].map((option) => ({
      ...option,
      selected: option.value === chosen,
    })),
  }
}

function columnsOf(form: FormOf): LayoutPartPage['columns'] {
  return {
    error: errorOf(form, 'columns'),
    rows: FIELDS.map((field) => ({
      ...{ field, name: FIELD_WORDS[field], place: text(form, `place-${field}`) },
      heading: text(form, `heading-${field}`) || FIELD_WORDS[field],
      width: text(form, `width-${field}`),
      error: errorOf(form, `heading-${field}`) ?? errorOf(form, `width-${field}`),
    })),
  }
}

/** Lines that are there, and three to write more into. */
function linesOf(form: FormOf): LayoutPartPage['lines'] {
  const all = Array.from({ length: MOST_LINES }, (_, at) => ({
    ...{ number: at + 1, key: text(form, `key-${at + 1}`), label: text(form, `label-${at + 1}`) },
  }))
  const last = all.findLastIndex(({ label }) => label !== '')
  return { error: errorOf(form, 'label-1'), rows: all.slice(0, last + 4) }
}

/** A part as its form would send it. */
function valuesOf(part: Section | null): FormValues {
  if (!part) return { group: 'theme', edition: 'yes', chart: 'yes', lists: 'yes' }
  const entries = Object.entries(part).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string') return [[name, value]]
    return value === true ? [[name, 'yes']] : []
  })
  return { ...Object.fromEntries(entries), ...listsOf(part) }
}

function listsOf(part: Section): FormValues {
  if (part.kind === 'milestones') {
    const columns = part.columns.flatMap(({ field, heading, width }, at) => [
      [`place-${field}`, String(at + 1)],
      [`heading-${field}`, heading],
      [`width-${field}`, String(width)],
    ])
    return Object.fromEntries(columns)
  }
  if (part.kind !== 'form') return {}
  return Object.fromEntries(
    part.fields.flatMap(({ key, label }, at) => [
      [`key-${at + 1}`, key],
      [`label-${at + 1}`, label],
    ]),
  )
}

export const layoutPartPage = definePage<LayoutPartPage>('reports/pages/layout-part.njk', () => {
  const layout = exampleLayout()
  const input = { layout, seen: 'state-2', values: null, kind: 'milestones' as const, place: 4 }
  const errors = ['columns', 'width-due'].map((field) => ({ field, text: 'Enter a width from 2 to 80' }))
  const lines = toLayoutPartPage({ ...input, kind: 'form', place: null, errors: [] }).lines
  return { ...toLayoutPartPage({ ...input, errors }), lines }
})
