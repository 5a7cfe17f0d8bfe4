import { z } from 'zod'
import { isPlainDate, type PlainDate } from '../../platform/calendar.ts'
import type { Asked, Target } from './actions/decide.ts'
import { KINDS, type Kind, QUESTIONS } from './domain/disposition.ts'

export const IdParams = z.object({ id: z.uuid() })
export const DecideParams = z.object({ id: z.uuid(), action: z.uuid() })
export const EditionParams = z.object({ id: z.uuid(), number: z.coerce.number().int().positive() })

const LONGEST = 4_000
const tooLong = 'Must be 4,000 characters or fewer'
const name = z
  .string()
  .max(200, 'Must be 200 characters or fewer')
  .optional()
  .transform((text) => text || null)
const words = (empty: string) => z.string(empty).min(1, empty).max(LONGEST, tooLong)
const optional = z
  .string()
  .max(LONGEST, tooLong)
  .optional()
  .transform((text) => text || null)
const idOrNull = z
  .union([z.literal(''), z.uuid()])
  .optional()
  .transform((id) => id || null)
/** One field that is sent once, twice or never. */
const many = z
  .union([z.string().transform((one) => [one]), z.array(z.string())])
  .optional()
  .transform((all) => all ?? [])

export const StartForm = z.object({
  label: z
    .string('Say what it is called')
    .min(1, 'Say what it is called')
    .max(120, 'Must be 120 characters or fewer'),
})

export const AbandonForm = z.object({ because: words('Say why it is given up') })

export const AddForm = z.object({ words: words('Say what will be done') })

export const ApproveForm = z
  .object({
    board: idOrNull,
    by: optional,
    on: z.string('Enter the day').refine(isPlainDate, 'Enter the day as a real date, like 2026-12-18'),
    changes: words('Say what changed'),
    seen: z.string().max(80).default(''),
  })
  .transform(({ board, ...form }) => ({ ...form, boardId: board }))

export const FrontMatterForm = z
  .object({ commitment: optional, message: many, seen: z.string().max(80).default('') })
  .refine(({ message }) => message.every((one) => one.length <= LONGEST) && message.length <= 20, {
    path: ['message'],
    error: 'Keep to 20 messages of 4,000 characters or fewer',
  })
  .transform(({ commitment, message, seen }) => ({
    front: { commitment, messages: message.filter((one) => one !== '') },
    seen,
  }))

export const NewActionForm = z
  .object({
    ref: name,
    words: words('Say what will be done'),
    theme: idOrNull,
    theme_new: name,
    phase: idOrNull,
    outcome: optional,
    leads: many,
    'm-words': many,
    'm-due': many,
  })
  .superRefine((form, context) => {
    form['m-due'].forEach((on, at) => {
      if (on !== '' && !isPlainDate(on))
        context.addIssue({
          code: 'custom',
          path: ['m-due'],
          message: `Milestone ${at + 1} must be due on a real date`,
        })
      if (on !== '' && !form['m-words'][at])
        context.addIssue({
          code: 'custom',
          path: ['m-words'],
          message: `Say what milestone ${at + 1} is, or take its date out`,
        })
    })
  })
  .transform((form) => ({
    ...{ ref: form.ref, words: form.words, themeId: form.theme, themeName: form.theme_new },
    ...{ phaseId: form.phase, outcome: form.outcome, leads: form.leads.filter((id) => id !== '') },
    milestones: form['m-words'].flatMap((one, at) =>
      one === '' ? [] : [{ words: one, due: form['m-due'][at] || null }],
    ),
  }))

/** The decision that was before whoever takes it back. */
export const UndoForm = z.object({ decision: z.uuid('This form is not complete: reload the page') })

type Sent = Record<string, unknown>

const sent = (form: Sent, name: string): string => (typeof form[name] === 'string' ? form[name] : '')

/** What becomes of one action; which fields count depends on what is chosen, and the others are left aside. */
export const DecideForm = z
  .looseObject({
    once: z.uuid('This form is not complete: reload the page'),
    what: z.enum(KINDS, 'Select what becomes of it'),
    because: optional,
    seen: idOrNull,
    theme: idOrNull,
    theme_new: name,
    phase: idOrNull,
    goes: many,
    moved_plan: idOrNull,
    moved_to: optional,
  })
  .superRefine((form, context) => {
    if (form.what === 'carried') refuseNoDates(form, context)
    if (form.what === 'split') refuseUndirected(form, context)
    refuseLongWords(form, context)
  })
  .transform(
    (form): Asked => ({
      kind: form.what,
      answers: Object.fromEntries(
        QUESTIONS.flatMap((question) => {
          const answer = sent(form, `q-${question}`)
          return answer === 'yes' || answer === 'no' ? [[question, answer]] : []
        }),
      ),
      because: form.because,
      themeId: form.theme,
      themeName: form.theme_new,
      phaseId: form.phase,
      due: new Map(entriesOf(form, 'due-').filter(([, on]) => on !== '')),
      targets: targetsOf(form, form.what),
      to: form.what === 'merged' ? new Map(form.goes.map((id) => [id, 0])) : placesOf(form),
      movedToPlanId: form.moved_plan,
      movedTo: form.moved_to,
      ...{ seen: form.seen, once: form.once },
    }),
  )

const entriesOf = (form: Sent, prefix: string): [string, PlainDate][] =>
  Object.keys(form)
    .filter((name) => name.startsWith(prefix))
    .map((name) => [name.slice(prefix.length), sent(form, name)])

function refuseNoDates(form: Sent, context: z.core.$RefinementCtx): void {
  for (const [id, on] of entriesOf(form, 'due-'))
    if (on !== '' && !isPlainDate(on))
      context.addIssue({ code: 'custom', path: [`due-${id}`], message: 'Enter a real date, like 2026-12-18' })
}

function refuseUndirected(form: Sent, context: z.core.$RefinementCtx): void {
  if (targetsOf(form, 'split').length < 2)
    context.addIssue({
      code: 'custom',
      path: ['target-split-1'],
      message: 'Name two or more different actions that it is split into',
    })
  for (const [id, place] of entriesOf(form, 'to-'))
    if (!/^([0-3]|end)$/.test(place))
      context.addIssue({ code: 'custom', path: [`to-${id}`], message: 'Say where this milestone goes' })
}

function refuseLongWords(form: Sent, context: z.core.$RefinementCtx): void {
  for (const [at, words] of entriesOf(form, `words-${form.what}-`))
    if (words.length > LONGEST)
      context.addIssue({ code: 'custom', path: [`words-${form.what}-${at}`], message: tooLong })
}

/** Those that are named, by place: a chosen one counts before one that is written. */
function targetsOf(form: Sent, kind: Kind): Target[] {
  const places = kind === 'merged' ? [1] : kind === 'split' ? [1, 2, 3, 4] : []
  return places.flatMap((at): Target[] => {
    const id = sent(form, `target-${kind}-${at}`)
    const own = sent(form, `words-${kind}-${at}`)
    if (own) return [{ words: own }]
    return id ? [{ id }] : []
  })
}

const placesOf = (form: Sent): Map<string, number> =>
  new Map(
    entriesOf(form, 'to-').flatMap(([id, place]) => (/^[0-3]$/.test(place) ? [[id, Number(place)]] : [])),
  )
