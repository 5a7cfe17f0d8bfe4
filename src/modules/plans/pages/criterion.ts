import { formatDay } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type Described, MEASURE_KINDS } from '../domain/criteria.ts'
import { paths } from '../paths.ts'
import { type Choices, toChoices } from './choices.ts'
import { describedHref, describedName, kindWords, MEASURE_KIND_WORDS } from './measure-words.ts'
import type { Choice } from './plan-filter.ts'
import { errorOf, type TypedForm, textOf, toWordsBox, type WordsBox } from './typed.ts'

/** The forms of the page of a criterion or a measure; each knows its own faults. */
export type CriterionFormName = 'change' | 'end' | 'add'

interface Errors {
  errors: { text: string; href: string }[]
}

const KINDS = MEASURE_KINDS.map((value) => ({ value, text: MEASURE_KIND_WORDS[value] }))

const toKinds = (typed: TypedForm, now = '', hint: string | null = null): Choices =>
  toChoices(typed, { name: 'kind', legend: 'How is it measured?', hint }, KINDS, now)

const NOTHING: TypedForm = { once: '', values: null, errors: [] }

/** What was typed into one form of a page; what another form was sent is none of its. */
const typedOf = (
  typed: (TypedForm & { form: CriterionFormName }) | null,
  form: CriterionFormName,
  once: string,
): TypedForm => (typed?.form === form ? typed : { ...NOTHING, once })

/** Where the fault of a form is mended. */
const hrefOf = (form: CriterionFormName, field: string): string =>
  ({ words: `#${form}-words`, reason: `#${form}-words` })[field] ?? `#${field}`

const toErrors = (typed: (TypedForm & { form: CriterionFormName }) | null): Errors['errors'] =>
  (typed?.errors ?? []).map(({ field, text }) => ({ text, href: hrefOf(typed?.form ?? 'change', field) }))

/** The box in which one says why something ends. */
const toReasonBox = (typed: TypedForm): WordsBox => ({
  ...{ id: 'end-words', name: 'reason', label: 'Why is it no longer used?', rows: 3 },
  hint: 'It stays in the history with this reason.',
  value: textOf(typed, 'reason'),
  error: errorOf(typed, 'reason'),
})

// ── A new criterion ─────────────────────────────────────────────────────────────────────────────────────

export interface NewCriterionPage extends Errors {
  plan: { title: string; href: string }
  measures: string
  send: string
  once: string
  of: { error: string | null; groups: { name: string; choices: Choice[] }[] }
  box: WordsBox
  measure: WordsBox
  kinds: Choices
}

export interface NewCriterionInput {
  plan: { id: string; title: string }
  /** Live actions and findings, in the order of the plan. */
  things: readonly Described[]
  /** `action:…` or `finding:…`, from the address. */
  of: string | null
  typed: TypedForm
}

export function toNewCriterionPage({ plan, things, of, typed }: NewCriterionInput): NewCriterionPage {
  const chosen = typed.values ? textOf(typed, 'of') : (of ?? '')
  const group = (name: string, kind: Described['kind']) => ({
    name,
    choices: things.filter((thing) => thing.kind === kind).map((thing) => toThing(thing, chosen)),
  })
  return {
    plan: { title: plan.title, href: paths.plan(plan.id) },
    measures: paths.measures(plan.id),
    errors: typed.errors.map(({ field, text }) => ({ text, href: `#${NEW_PLACES[field] ?? field}` })),
    send: paths.newCriterion(plan.id),
    once: typed.once,
    of: {
      error: errorOf(typed, 'of'),
      groups: [group('Actions', 'action'), group('Findings', 'finding')].filter(
        ({ choices }) => choices.length > 0,
      ),
    },
    box: toWordsBox(typed, 'new', {
      label: 'What does success look like?',
      hint: 'What children and families would notice, and how much of it. For example: nine in ten contacts are decided within a day.',
    }),
    measure: {
      ...{ id: 'measure', name: 'measure', label: 'What is measured?', rows: 2 },
      hint: 'You can leave this for later. Until then the page says that nothing measures it.',
      value: textOf(typed, 'measure'),
      error: errorOf(typed, 'measure'),
    },
    kinds: toKinds(typed),
  }
}

const NEW_PLACES: Record<string, string> = { words: 'new-words' }

function toThing(thing: Described, chosen: string): Choice {
  const value = `${thing.kind}:${thing.id}`
  return { value, text: `${thing.ref ?? ''} ${thing.words}`.trim().slice(0, 120), selected: value === chosen }
}

// ── A criterion that is changed ─────────────────────────────────────────────────────────────────────────

export interface CriterionPage extends Errors {
  plan: { title: string; href: string }
  measures: string
  of: { name: string; words: string; href: string }
  words: string
  ended: string | null
  earlier: string[]
  list: { words: string; kind: string; href: string }[]
  forms: {
    seen: string
    change: { send: string; box: WordsBox }
    add: { send: string; once: string; box: WordsBox; kinds: Choices }
    end: { send: string; box: WordsBox }
  } | null
}

interface WordingSeen {
  seen: string
  words: string
  to: string | null
  endedBy: string | null
  because: string | null
}

export interface CriterionInput {
  criterion: {
    id: string
    plan: { id: string; title: string }
    of: Described
    wordings: readonly WordingSeen[]
    measures: readonly { id: string; kind: string; words: string }[]
  }
  now: WordingSeen | null
  once: string
  typed: (TypedForm & { form: CriterionFormName }) | null
}

/** The page on which a criterion is said otherwise, given measures, or ended. */
export function toCriterionPage(input: CriterionInput): CriterionPage {
  const { criterion, now, typed } = input
  const { plan, of, wordings } = criterion
  return {
    plan: { title: plan.title, href: paths.plan(plan.id) },
    measures: paths.measures(plan.id),
    of: { name: describedName(of), words: of.words, href: describedHref(of, plan.id) },
    words: (now ?? wordings.at(-1))?.words ?? '',
    ended: now ? null : endedWords(wordings.at(-1)),
    earlier: earlierOf(wordings),
    list: criterion.measures.map(({ id, kind, words }) => ({
      ...{ words, kind: kindWords(kind), href: paths.changeMeasure(id) },
    })),
    errors: toErrors(typed),
    forms: now && toForms(input, now),
  }
}

function toForms({ criterion, once, typed }: CriterionInput, now: WordingSeen): CriterionPage['forms'] {
  const [changing, adding] = [typedOf(typed, 'change', once), typedOf(typed, 'add', once)]
  const box = toWordsBox(changing, 'change', { label: 'What does success look like?' })
  return {
    seen: now.seen,
    change: {
      send: paths.changeCriterion(criterion.id),
      box: { ...box, value: changing.values ? box.value : now.words },
    },
    add: {
      ...{ send: paths.addMeasure(criterion.id), once: adding.once || once },
      box: toWordsBox(adding, 'add', { label: 'What is measured?', rows: 2 }),
      kinds: toKinds(adding),
    },
    end: { send: paths.endCriterion(criterion.id), box: toReasonBox(typedOf(typed, 'end', once)) },
  }
}

function endedWords(last: WordingSeen | undefined): string {
  if (!last?.to) return 'No longer used'
  return `No longer used since ${formatDay(last.to)}${last.because ? `: ${last.because}` : ''}`
}

const earlierOf = (wordings: readonly WordingSeen[]): string[] =>
  wordings.slice(0, -1).map(({ words, to }) => `“${words}”${to ? `, until ${formatDay(to)}` : ''}`)

// ── A measure that is changed ───────────────────────────────────────────────────────────────────────────

export interface ChangeMeasurePage extends Errors {
  plan: { title: string; href: string }
  measure: string
  words: string
  ended: boolean
  seen: string
  change: { send: string; box: WordsBox; kinds: Choices; same: Choices }
  end: { send: string; box: WordsBox }
}

export interface ChangeMeasureInput {
  measure: {
    id: string
    plan: { id: string; title: string }
    wordings: readonly (WordingSeen & { kind: string | null })[]
  }
  now: (WordingSeen & { kind: string | null }) | null
  typed: (TypedForm & { form: CriterionFormName }) | null
}

const SAME = [
  { value: 'yes', text: 'Yes: it is only said better, and the answers so far still hold' },
  { value: 'no', text: 'No: something else is measured from now on, and it begins without an answer' },
]

/** The page on which a measure is said otherwise or ended. */
export function toChangeMeasurePage({ measure, now, typed }: ChangeMeasureInput): ChangeMeasurePage {
  const changing = typedOf(typed, 'change', '')
  const box = toWordsBox(changing, 'change', { label: 'What is measured?' })
  return {
    plan: { title: measure.plan.title, href: paths.plan(measure.plan.id) },
    measure: paths.measure(measure.id),
    words: (now ?? measure.wordings.at(-1))?.words ?? '',
    ended: now === null,
    seen: now?.seen ?? '',
    errors: toErrors(typed),
    change: {
      send: paths.changeMeasure(measure.id),
      box: { ...box, value: changing.values ? box.value : (now?.words ?? '') },
      kinds: toKinds(changing, now?.kind ?? ''),
      same: toChoices(changing, { name: 'same', legend: 'Do the answers so far still answer it?' }, SAME),
    },
    end: { send: paths.endMeasure(measure.id), box: toReasonBox(typedOf(typed, 'end', '')) },
  }
}

// ── Examples ────────────────────────────────────────────────────────────────────────────────────────────

const EXAMPLE_PLAN = { id: 'plan-1', title: 'Anyshire Safeguarding Improvement Plan' }
const EXAMPLE_OF: Described = {
  ...{ kind: 'action', id: 'action-1', ref: '1.01', words: 'Allocate every case promptly', themeId: null },
}
const EXAMPLE_WORDINGS = [
  { seen: 'w1', words: 'Cases are allocated', to: '2026-09-01', endedBy: null, because: null },
  { seen: 'w2', words: 'Every case is allocated within a day', to: null, endedBy: null, because: null },
]

export const newCriterionPage = definePage<NewCriterionPage>('plans/pages/criterion-new.njk', () =>
  toNewCriterionPage({
    plan: EXAMPLE_PLAN,
    things: [EXAMPLE_OF, { ...EXAMPLE_OF, kind: 'finding', id: 'finding-1', ref: '3' }],
    of: 'action:action-1',
    typed: {
      ...{
        once: 'one-time',
        values: { of: 'action:action-1', words: 'Children are seen', measure: 'Audit' },
      },
      errors: [
        { field: 'kind', text: 'Select how it is measured' },
        { field: 'of', text: 'Choose it from the list' },
      ],
    },
  }),
)

export const criterionPage = definePage<CriterionPage>('plans/pages/criterion.njk', () =>
  toCriterionPage({
    criterion: {
      ...{ id: 'criterion-1', plan: EXAMPLE_PLAN, of: EXAMPLE_OF, wordings: EXAMPLE_WORDINGS },
      measures: [{ id: 'measure-1', kind: 'audit', words: 'Audit of 30 cases each quarter' }],
    },
    now: EXAMPLE_WORDINGS[1] ?? null,
    once: 'one-time',
    typed: {
      ...{ form: 'end', once: 'one-time', values: { reason: '' } },
      errors: [{ field: 'reason', text: 'Say why it is no longer used' }],
    },
  }),
)

export const changeMeasurePage = definePage<ChangeMeasurePage>('plans/pages/measure-change.njk', () => {
  const wordings = EXAMPLE_WORDINGS.map((one) => ({ ...one, kind: 'audit' }))
  return toChangeMeasurePage({
    measure: { id: 'measure-1', plan: EXAMPLE_PLAN, wordings },
    now: wordings[1] ?? null,
    typed: {
      ...{ form: 'change', once: '', values: { words: 'Audit of 40 cases', kind: 'audit' } },
      errors: [{ field: 'same', text: 'Select whether what was said so far still answers it' }],
    },
  })
})
