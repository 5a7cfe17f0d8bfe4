import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import type { Layout } from '../domain/layout.ts'
import { reportPaths } from '../paths.ts'
import { exampleLayout } from './layouts.ts'

/** What a layout says of itself, to be changed. */
export interface LayoutChangePage {
  name: string
  back: string
  send: string
  seen: string
  boxes: { name: string; label: string; hint: string | null; value: string; error: string | null }[]
  choices: {
    name: string
    legend: string
    error: string | null
    items: { value: string; text: string; checked: boolean }[]
  }[]
  ticks: { name: string; label: string; checked: boolean }[]
  errors: FieldError[]
}

const BOXES = [
  { name: 'name', label: 'Name', hint: 'As people choose it' },
  {
    name: 'title',
    label: 'Title',
    hint: 'As it is printed. {plan}, {day} and {month} are filled in',
  },
  { name: 'audience', label: 'Whom it is for', hint: null },
  { name: 'describes', label: 'What it tells', hint: null },
] as const

const CHOICES = [
  { name: 'orientation', legend: 'Which way up', items: { portrait: 'Portrait', landscape: 'Landscape' } },
  { name: 'paper', legend: 'Paper', items: { A4: 'A4', A3: 'A3' } },
] as const

const TICKS = [
  { name: 'compares', label: 'It says what changed since an earlier month' },
  { name: 'published', label: 'It leaves the house: it tells the last frozen month, and nothing later' },
] as const

export function toLayoutChangePage(input: {
  layout: Layout
  seen: string
  values: FormValues | null
  errors: FieldError[]
}): LayoutChangePage {
  const { layout, values, errors } = input
  const text = (name: (typeof BOXES)[number]['name'] | 'orientation' | 'paper') => {
    const value = values?.[name]
    return typeof value === 'string' ? value : layout[name]
  }
  const errorOf = (name: string) => errors.find(({ field }) => field === name)?.text ?? null
  return {
    name: layout.name,
    back: reportPaths.layout(layout.code),
    send: reportPaths.changeLayout(layout.code),
    seen: input.seen,
    boxes: BOXES.map((box) => ({ ...box, value: text(box.name), error: errorOf(box.name) })),
    choices: CHOICES.map(({ name, legend, items }) => ({
      ...{ name, legend, error: errorOf(name) },
      items: Object.entries(items).map(([value, words]) => ({
        ...{ value, text: words, checked: text(name) === value },
      })),
    })),
    ticks: TICKS.map(({ name, label }) => ({
      ...{ name, label, checked: values ? values[name] !== undefined : layout[name] },
    })),
    errors,
  }
}

export const layoutChangePage = definePage<LayoutChangePage>('reports/pages/layout-change.njk', () =>
  toLayoutChangePage({
    ...{ layout: exampleLayout(), seen: 'state-2', values: { title: '' } },
    errors: [
      { field: 'title', text: 'Enter the title' },
      { field: 'paper', text: 'Choose one from the list' },
    ],
  }),
)
