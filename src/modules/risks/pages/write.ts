import { formatDay, isPlainDate } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type DateBoxes, type TypedForm, toDateBoxes } from '../../plans/index.ts'
import { KINDS, RESPONSES, type Risk, refOf } from '../domain/facts.ts'
import { FIELDS } from '../domain/moves.ts'
import { BANDS, IMPACTS, LEVELS, LIKELIHOODS } from '../domain/score.ts'
import { riskPaths } from '../paths.ts'
import { EXAMPLE_TODAY, exampleRisk } from './example.ts'
import type { Choice } from './register.ts'
import { type TargetOptions, toTargetOptions } from './target-options.ts'

interface Field {
  id: string
  label: string
  hint: string | null
  value: string
  error: string | null
}

interface Radios {
  name: string
  legend: string
  items: { id: string; value: string; text: string; hint: string | null; checked: boolean }[]
  error: string | null
}

interface Select {
  id: string
  label: string
  choices: Choice[]
  error: string | null
}

/** Raising a risk, or saying all of one anew. */
export interface WritePage {
  title: string
  back: { text: string; href: string }
  send: string
  once: string
  cancel: string
  button: string
  errors: { text: string; href: string }[]
  /** What somebody else saved meanwhile beside what was typed here; null where nobody did. */
  conflict: {
    who: string
    versions: { field: string; held: string; typed: string; differ: boolean }[]
  } | null
  /** Of a change: the state that this person saw. */
  expected: string | null
  plan: Select | null
  /** The plan that is settled already. */
  planId: string | null
  kind: Radios | null
  titleBox: Field
  boxes: (Field & { name: string; rows: number })[]
  ratings: { legend: string; selects: Select[] }[]
  bands: string
  response: Radios
  responseBox: Field & { name: string; rows: number }
  owner: Select
  ownerWords: Field
  review: DateBoxes
  threatens: { groups: TargetOptions; error: string | null } | null
  because: (Field & { name: string; rows: number }) | null
}

export interface WriteInput {
  /** Null while it is raised. */
  risk: Risk | null
  plans: readonly { id: string; title: string }[]
  planId: string | null
  owners: readonly { key: string; name: string }[]
  targets: readonly { kind: 'finding' | 'theme' | 'action' | 'milestone'; id: string; name: string }[]
  /** What they came from: the identity of a milestone, say. */
  threatens: string | null
  typed: TypedForm
  /** Whether somebody said something else meanwhile. */
  conflict: boolean
}

export function toWritePage(input: WriteInput): WritePage {
  const { risk, typed } = input
  const form = reading(typed.values ?? (risk ? valuesOf(risk) : {}), typed.errors)
  return {
    ...headOf(risk),
    once: typed.once,
    errors: typed.errors.map(({ field, text }) => ({ text, href: `#${ANCHORS[field] ?? field}` })),
    conflict: risk && input.conflict ? conflictOf(risk, form, input.owners) : null,
    expected: risk && (input.conflict ? risk.now.id : form.text('expected') || risk.now.id),
    ...planOf(input, form),
    kind: risk ? null : form.radios('kind', 'What is it?', KIND_ITEMS),
    titleBox: form.field('title', 'Title', 'A few words by which people will know it.'),
    boxes: [
      form.box('cause', 'What causes it?', 'What makes it likely, or made it happen.', 3),
      form.box('effect', 'What would follow from it?', 'For children, for the plan.', 3),
    ],
    ratings: [
      ratingOf(form, 'before', 'With nothing done about it'),
      ratingOf(form, 'after', 'As it stands now, with what is done about it'),
    ],
    bands: `The score is likelihood times impact. ${BANDS.map(({ words, from }) => `${words} from ${from}`).join(', ')}.`,
    response: form.radios('response', 'What is the response?', RESPONSE_ITEMS),
    responseBox: form.box('responseWords', 'What is done about it?', null, 3),
    owner: ownerSelect(input, form),
    ownerWords: form.field(
      'ownerWords',
      'Or name the owner in words',
      'Only if they are not in the list: nobody can then be reminded.',
    ),
    review: reviewBoxes(form),
    threatens: toThreatens(input, form),
    because: risk
      ? form.box('because', 'Why is it changed?', 'It stays in the history beside what moved.', 2)
      : null,
  }
}

const headOf = (risk: Risk | null) => ({
  title: risk ? `Change ${refOf(risk)}` : 'Raise a risk or an issue',
  back: risk
    ? { text: `${KINDS[risk.kind]} ${refOf(risk)}`, href: riskPaths.one(risk.id) }
    : { text: 'Risks and issues', href: riskPaths.register() },
  send: risk ? riskPaths.change(risk.id) : riskPaths.raise(),
  cancel: risk ? riskPaths.one(risk.id) : riskPaths.register(),
  button: risk ? 'Save the change' : 'Raise it',
})

/** Where the error summary leads for a fault of several boxes. */
const ANCHORS: Record<string, string> = {
  ...{ review: 'review-day', kind: 'kind-risk', response: 'response-treat', expected: 'title' },
}

const KIND_ITEMS = [
  { value: 'risk', text: 'A risk', hint: 'It may happen.' },
  { value: 'issue', text: 'An issue', hint: 'It has happened: the likelihood is that it goes on.' },
]

const RESPONSE_ITEMS = [
  { value: 'treat', text: RESPONSES.treat, hint: 'Make it less likely, or less harmful.' },
  { value: 'tolerate', text: RESPONSES.tolerate, hint: 'Live with it, and watch it.' },
  { value: 'transfer', text: RESPONSES.transfer, hint: 'Have somebody else carry it.' },
  { value: 'terminate', text: RESPONSES.terminate, hint: 'Stop doing what brings it about.' },
]

type Form = ReturnType<typeof reading>

/** The boxes of a form with what stands in them and what is wrong with it. */
function reading(values: FormValues, errors: readonly FieldError[]) {
  const text = (name: string): string => {
    const value = values[name]
    return typeof value === 'string' ? value : ''
  }
  const errorOf = (name: string): string | null => errors.find(({ field }) => field === name)?.text ?? null
  const field = (id: string, label: string, hint: string | null): Field => ({
    ...{ id, label, hint, value: text(id), error: errorOf(id) },
  })
  return {
    ...{ text, errorOf, field, values },
    box: (name: string, label: string, hint: string | null, rows: number) => ({
      ...field(name, label, hint),
      ...{ name, rows },
    }),
    select: (
      id: string,
      label: string,
      none: string,
      options: readonly (readonly [string, string])[],
    ): Select => ({
      ...{ id, label, error: errorOf(id) },
      choices: [['', none] as const, ...options].map(([value, words]) => ({
        ...{ value, text: words, selected: value === text(id) },
      })),
    }),
    radios: (
      name: string,
      legend: string,
      items: readonly { value: string; text: string; hint: string }[],
    ): Radios => ({
      ...{ name, legend, error: errorOf(name) },
      items: items.map((item) => ({
        ...item,
        ...{ id: `${name}-${item.value}`, checked: item.value === text(name) },
      })),
    }),
  }
}

const levels = (words: Record<number, string>): [string, string][] =>
  LEVELS.map((level) => [String(level), `${level} ${words[level]}`])

const ratingOf = (form: Form, side: 'before' | 'after', legend: string): WritePage['ratings'][number] => ({
  legend,
  selects: [
    form.select(`likelihood-${side}`, 'Likelihood', 'Choose', levels(LIKELIHOODS)),
    form.select(`impact-${side}`, 'Impact', 'Choose', levels(IMPACTS)),
  ],
})

function planOf({ risk, plans, planId }: WriteInput, form: Form): Pick<WritePage, 'plan' | 'planId'> {
  if (risk || planId) return { plan: null, planId: risk ? null : planId }
  const options = plans.map(({ id, title }): [string, string] => [id, title])
  return { plan: form.select('plan', 'Which plan does it belong to?', 'Choose', options), planId: null }
}

/** Whoever owns it now stays in the list, also when they could not be chosen anew. */
function ownerSelect({ risk, owners }: WriteInput, form: Form): Select {
  const held = risk && keyOf(risk)
  const missing = risk && held && !owners.some(({ key }) => key === held)
  return form.select('owner', 'Who owns it?', 'Nobody in this list', [
    ...(missing ? [[held, risk.now.owner.words] as const] : []),
    ...owners.map(({ key, name }) => [key, name] as const),
  ])
}

const keyOf = ({ now: { owner } }: Risk): string => {
  if (owner.postId) return `post:${owner.postId}`
  return owner.personId ? `person:${owner.personId}` : ''
}

function reviewBoxes(form: Form): DateBoxes {
  const words = { name: 'review', legend: 'When is it to be reviewed next?', hint: 'For example, 31 5 2027' }
  return toDateBoxes({ ...words, error: form.errorOf('review') }, null, form.values)
}

const toThreatens = ({ risk, targets, threatens }: WriteInput, form: Form): WritePage['threatens'] =>
  risk || targets.length === 0
    ? null
    : {
        groups: toTargetOptions(targets, form.text('threatens') || threatens),
        error: form.errorOf('threatens'),
      }

/** What stands in the boxes before anybody has typed. */
function valuesOf(risk: Risk): FormValues {
  const { now } = risk
  const [year = '', month = '', day = ''] = now.reviewOn?.split('-') ?? []
  const key = keyOf(risk)
  return {
    ...{ title: now.title, cause: now.cause, effect: now.effect },
    ...{ 'likelihood-before': String(now.before.likelihood), 'impact-before': String(now.before.impact) },
    ...{ 'likelihood-after': String(now.after.likelihood), 'impact-after': String(now.after.impact) },
    ...{ response: now.response, responseWords: now.responseWords },
    ...{ owner: key, ownerWords: key ? '' : now.owner.words },
    ...{ 'review-day': day && String(Number(day)), 'review-month': month && String(Number(month)) },
    ...{ 'review-year': year, expected: now.id },
  }
}

/** Each field as it is held now, beside what was typed: nothing of either is lost. */
function conflictOf(risk: Risk, form: Form, owners: WriteInput['owners']): WritePage['conflict'] {
  const typed = typedWords(form, owners)
  return {
    who: `${risk.now.author} saved another version`,
    versions: FIELDS.flatMap(({ field, of }) => {
      const mine = typed[field]
      if (mine === undefined) return []
      const held = SHORT[field]?.(risk) ?? of(risk.now)
      return [{ field, held: held || 'nothing', typed: mine || 'nothing', differ: held !== mine }]
    }),
  }
}

const rated = (likelihood: string, impact: string): string => `Likelihood ${likelihood}, impact ${impact}`

const SHORT: Record<string, (risk: Risk) => string> = {
  'Score before': ({ now: { before } }) => rated(String(before.likelihood), String(before.impact)),
  'Score now': ({ now: { after } }) => rated(String(after.likelihood), String(after.impact)),
}

function typedWords({ text }: Form, owners: WriteInput['owners']): Record<string, string> {
  const owner = owners.find(({ key }) => key === text('owner'))?.name ?? text('ownerWords')
  const response = text('response')
  return {
    ...{ Title: text('title'), Cause: text('cause'), Effect: text('effect'), Owner: owner },
    'Score before': rated(text('likelihood-before'), text('impact-before')),
    'Score now': rated(text('likelihood-after'), text('impact-after')),
    Response: isResponse(response) ? RESPONSES[response] : response,
    'What is done about it': text('responseWords'),
    Review: dayTyped(text('review-day'), text('review-month'), text('review-year')),
  }
}

const isResponse = (value: string): value is keyof typeof RESPONSES => Object.hasOwn(RESPONSES, value)

function dayTyped(day: string, month: string, year: string): string {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isPlainDate(iso) ? formatDay(iso) : [day, month, year].filter(Boolean).join(' ')
}

export const writePage = definePage<WritePage>('risks/pages/write.njk', () =>
  toWritePage({
    ...{ risk: exampleRisk(), plans: [], planId: null, targets: [], threatens: null, conflict: true },
    owners: [{ key: 'post:post-2', name: 'Head of First Response' }],
    typed: {
      once: 'once-1',
      values: { title: 'Other words', 'review-day': '31', response: 'treat', owner: 'post:post-2' },
      errors: [
        {
          field: 'expected',
          text: `Somebody changed R3 while you were writing, on ${formatDay(EXAMPLE_TODAY)}`,
        },
      ],
    },
  }),
)

export const raisePage = definePage<WritePage>('risks/pages/write.njk', () =>
  toWritePage({
    ...{ risk: null, planId: null, owners: [], threatens: 'milestone-3', conflict: false },
    plans: [{ id: 'plan-1', title: 'Anyshire Improvement Plan' }],
    targets: [{ kind: 'milestone', id: 'milestone-3', name: '1.06 Every post is filled' }],
    typed: {
      once: 'once-1',
      values: null,
      errors: [{ field: 'kind', text: 'Select whether it may happen or has happened' }],
    },
  }),
)
