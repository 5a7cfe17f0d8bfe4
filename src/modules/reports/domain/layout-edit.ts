import type { z } from 'zod'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { FIELDS, Layout, Section, textsAsked } from './layout.ts'
import { uselessness, uselessnessOfPart } from './layout-useful.ts'

/** What a form made of a layout: the layout, or what is wrong, each fault at its box. */
export type Edited<T> = { ok: true; value: T } | { ok: false; errors: FieldError[] }

/** A part one place up (-1) or down (1); at either end it stays. Places are counted from 1. */
export function movePart(layout: Layout, place: number, by: -1 | 1): Layout {
  const sections = [...layout.sections]
  const [one, other] = [sections[place - 1], sections[place - 1 + by]]
  if (!one || !other) return layout
  sections[place - 1] = other
  sections[place - 1 + by] = one
  return { ...layout, sections }
}

export const takePartAway = (layout: Layout, place: number): Layout => ({
  ...layout,
  sections: layout.sections.filter((_, at) => at !== place - 1),
})

/** Puts a part after the place named; 0 for the beginning. */
export const addPart = (layout: Layout, after: number, part: Section): Layout => ({
  ...layout,
  sections: layout.sections.toSpliced(Math.min(after, layout.sections.length), 0, part),
})

export const setPart = (layout: Layout, place: number, part: Section): Layout => ({
  ...layout,
  sections: layout.sections.map((held, at) => (at === place - 1 ? part : held)),
})

/** What a layout says of itself, from a form: name, title, audience, paper. Its parts are left as they are. */
export function editParticulars(layout: Layout, values: FormValues): Edited<Layout> {
  const edited = checked(Layout, {
    ...layout,
    ...{ name: textIn(values, 'name'), title: textIn(values, 'title') },
    ...{ audience: textIn(values, 'audience'), describes: textIn(values, 'describes') },
    ...{ orientation: textIn(values, 'orientation'), paper: textIn(values, 'paper') },
    ...{ published: isTicked(values, 'published'), compares: isTicked(values, 'compares') },
  })
  return useful(edited, uselessness)
}

function useful<T>(edited: Edited<T>, faultOf: (value: T) => FieldError | null): Edited<T> {
  const fault = edited.ok ? faultOf(edited.value) : null
  return fault ? { ok: false, errors: [fault] } : edited
}

/** A part from a form: of a kind, with the key that it has already where its words are kept under one. */
export function editPart(
  kind: Section['kind'],
  values: FormValues,
  { layout, held }: { layout: Layout; held: Section | null },
): Edited<Section> {
  const taken = textsAsked(layout).map(({ key }) => key)
  const edited = checked(Section, { kind, ...READ[kind]?.(values, held, taken) }, fieldOfColumn(values))
  return useful(edited, uselessnessOfPart)
}

const heading = (values: FormValues) => ({ heading: textIn(values, 'heading') })
const ownHeading = (values: FormValues) => ({ heading: textIn(values, 'heading') || null })

type Reading = (values: FormValues, held: Section | null, taken: readonly string[]) => object

const READ: Partial<Record<Section['kind'], Reading>> = {
  front: (values) => ({ edition: isTicked(values, 'edition') }),
  counts: (values) => ({ ...heading(values), chart: isTicked(values, 'chart') }),
  direction: (values) => ({ ...heading(values), lists: isTicked(values, 'lists') }),
  milestones: (values) => ({
    ...ownHeading(values),
    group: textIn(values, 'group'),
    ...(textIn(values, 'only') && { only: textIn(values, 'only') }),
    columns: columnsIn(values).map(({ field, heading, width }) => ({ field, heading, width })),
    criteria: isTicked(values, 'criteria'),
  }),
  background: (values, held, taken) => ({
    ...heading(values),
    key: held?.kind === 'background' ? held.key : keyFor(textIn(values, 'heading'), taken),
    ...(held?.kind === 'background' && held.opening && { opening: held.opening }),
  }),
  form: (values, held, taken) => ({ fields: fieldsIn(values, held, taken) }),
  text: (values, held, taken) => ({
    ...heading(values),
    key: held?.kind === 'text' ? held.key : keyFor(textIn(values, 'heading'), taken),
    ...(textIn(values, 'hint') && { hint: textIn(values, 'hint') }),
    ...(textIn(values, 'empty') && { empty: textIn(values, 'empty') }),
  }),
  plain: ownHeading,
  progress: heading,
  exceptions: heading,
  support: heading,
  crosswalk: heading,
  matrix: heading,
  refresh: heading,
  themes: heading,
  challenges: heading,
  glossary: heading,
}

/** The columns that were given a place, in the order of their places. */
export function columnsIn(values: FormValues) {
  return FIELDS.map((field) => ({
    field,
    place: textIn(values, `place-${field}`),
    heading: textIn(values, `heading-${field}`),
    width: Number(textIn(values, `width-${field}`) || Number.NaN),
  }))
    .filter(({ place }) => place !== '')
    .sort((a, b) => Number(a.place) - Number(b.place))
}

/** As many lines of a form's head as a page offers. */
export const MOST_LINES = 20

function fieldsIn(values: FormValues, held: Section | null, taken: readonly string[]) {
  const before = new Map(held?.kind === 'form' ? held.fields.map((field) => [field.key, field]) : [])
  const own = new Set(before.keys())
  const used = new Set(taken)
  return Array.from({ length: MOST_LINES }, (_, at) => ({
    label: textIn(values, `label-${at + 1}`),
    key: textIn(values, `key-${at + 1}`),
  }))
    .filter(({ label }) => label !== '')
    .map(({ label, key }) => {
      const kept = own.delete(key) ? key : keyFor(label, [...used])
      used.add(kept)
      return { ...before.get(kept), key: kept, label }
    })
}

/** The key under which words are kept, from what they are called; none that the layout has already. */
export function keyFor(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  let key = plain || 'text'
  while (taken.includes(key)) key = `${key}-again`
  return key
}

const textIn = (values: FormValues, name: string): string => {
  const value = values[name]
  return typeof value === 'string' ? value : ''
}

const isTicked = (values: FormValues, name: string): boolean => textIn(values, name) !== ''

type FieldOf = (path: readonly PropertyKey[]) => string

const asItIs: FieldOf = (path) => String(path[0] ?? 'name')

/** A fault of the third column shown is a fault of that column's own box; of the second line, of that line's. */
const fieldOfColumn =
  (values: FormValues): FieldOf =>
  (path) => {
    const [list, at, what] = path
    if (list === 'columns') {
      const field = columnsIn(values)[Number(at)]?.field
      return field ? `${String(what)}-${field}` : 'columns'
    }
    return list === 'fields' ? 'label-1' : asItIs(path)
  }

function checked<S extends typeof Layout | typeof Section>(
  schema: S,
  value: unknown,
  fieldOf: FieldOf = asItIs,
): Edited<z.output<S>> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data as z.output<S> }
  const errors = new Map<string, FieldError>()
  for (const issue of parsed.error.issues) {
    const field = fieldOf(issue.path)
    if (!errors.has(field)) errors.set(field, { field, text: faultWords(issue, field) })
  }
  return { ok: false, errors: [...errors.values()] }
}

const CALLED: Record<string, string> = {
  name: 'the name of the layout',
  title: 'the title',
  audience: 'whom it is for',
  describes: 'what it tells',
  'label-1': 'at least one line',
}

/** A fault of the schema in the words of the page. */
function faultWords(issue: z.core.$ZodIssue, field: string): string {
  if (field === 'columns') {
    return issue.code === 'too_big'
      ? 'Show no more than 12 columns'
      : 'Show at least one column: give it a place'
  }
  if (field === 'sections') {
    return issue.code === 'too_big' ? 'A report has no more than 40 parts' : 'A report has at least one part'
  }
  if (field.startsWith('width-')) return 'Enter a width from 2 to 80'
  if (issue.code === 'too_big') return 'Must be 300 characters or fewer'
  if (issue.code === 'too_small') return `Enter ${CALLED[field] ?? 'a heading'}`
  return 'Choose one from the list'
}

/** What is wrong with a layout as a whole; null when nothing is. */
export function faultOfLayout(layout: Layout): string | null {
  const found = useful(checked(Layout, layout), uselessness)
  return found.ok ? null : (found.errors[0]?.text ?? 'This layout cannot be read')
}
