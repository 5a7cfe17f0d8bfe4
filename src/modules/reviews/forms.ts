import { z } from 'zod'
import { isPlainDate } from '../../platform/calendar.ts'
import { KIND_CODES, STATES } from './domain/kinds.ts'

const once = z.uuid('This form is not complete: reload the page')

/** How much had changed when the form was opened. */
const seen = z.string('This form is not complete: reload the page').max(10)

const nullWhenEmpty = (text: string): string | null => text || null

const optional = (most: number) =>
  z
    .string()
    .max(most, `Must be ${most.toLocaleString('en-GB')} characters or fewer`)
    .default('')
    .transform(nullWhenEmpty)

const needed = (otherwise: string, most: number) =>
  z
    .string(otherwise)
    .min(1, otherwise)
    .max(most, `Must be ${most.toLocaleString('en-GB')} characters or fewer`)

const day = z
  .string()
  .refine((text) => text === '' || isPlainDate(text), 'Enter a real date, like 31 5 2027')
  .default('')
  .transform(nullWhenEmpty)

const url = z
  .string()
  .max(2_000, 'The address must be 2,000 characters or fewer')
  .refine(
    (text) => text === '' || (/^https?:\/\/[^\s/]/.test(text) && URL.canParse(text)),
    'Enter the whole address of the page, beginning with https:// or http://',
  )
  .default('')
  .transform(nullWhenEmpty)

/** The kinds of `KINDS`; `held` is the one that a review has already, where a document gave another. */
const ReviewFieldsForm = z.object({
  kind: z.string('Select what kind of review it is').min(1, 'Select what kind of review it is').max(60),
  title: needed('Enter a title', 300),
  body: needed('Enter who holds it, such as Ofsted', 200),
  state: z.enum(STATES, 'Select how far it has come'),
  ...{ expectedOn: day, expectedWords: optional(200) },
  ...{ heldFrom: day, heldTo: day, publishedOn: day, receivedOn: day },
  ...{ planDueWords: optional(200), planDueOn: day },
  ...{ url, judgement: optional(2_000), remark: optional(4_000) },
})

type Fields = z.output<typeof ReviewFieldsForm>

/** What is amiss between fields, each with the field that it is said at. */
function faultsOf(form: Fields): [keyof Fields, string][] {
  const faults: [keyof Fields, string | false][] = [
    [
      'expectedOn',
      form.state === 'expected' &&
        !form.expectedOn &&
        !form.expectedWords &&
        'Enter the day on which it is expected, or say when in words',
    ],
    ['heldFrom', form.state === 'held' && !form.heldFrom && 'Enter the first day on which it was held'],
    [
      'heldTo',
      form.heldTo !== null &&
        (form.heldFrom === null || form.heldTo < form.heldFrom) &&
        'The last day must not come before the first',
    ],
  ]
  return faults.filter((fault): fault is [keyof Fields, string] => typeof fault[1] === 'string')
}

const withFaults = (form: Fields, context: z.RefinementCtx): void => {
  for (const [field, message] of faultsOf(form)) context.addIssue({ code: 'custom', path: [field], message })
}

export const NewReviewForm = ReviewFieldsForm.extend({
  once,
  kind: z.enum(KIND_CODES, 'Select what kind of review it is'),
}).superRefine(withFaults)

export const ChangeReviewForm = ReviewFieldsForm.extend({ seen }).superRefine(withFaults)

const findingKind = z.enum(['finding', 'theme'], 'Select whether they have a text')

export const FindingsForm = z.object({
  once,
  lines: needed('Write a finding, or paste several', 100_000),
  kind: findingKind,
  ...{ group: optional(300), provenance: optional(200), deadlineWords: optional(200) },
})

export const ChangeFindingForm = z.object({
  seen,
  ref: needed('Enter its number', 40),
  words: needed('Enter its words', 8_000),
  kind: findingKind,
  ...{ group: optional(300), provenance: optional(200), remark: optional(4_000) },
  ...{ deadlineWords: optional(200), deadlineOn: day },
})

export const JudgementForm = z.object({
  once,
  about: needed('Enter the area of judgement', 300),
  grade: needed('Enter the grade, in the review’s own words', 200),
})

export const OneJudgementForm = z.object({ judgement: z.uuid('This form is not complete: reload the page') })

export const AttachForm = z.object({ plan: z.uuid('Choose a plan') })

const ticked = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((ids) => [ids].flat().filter((id) => z.uuid().safeParse(id).success))

export const PickForm = z.object({
  /** Set where the list is only to be narrowed: nothing is saved then. */
  show: z.string().max(10).default(''),
  search: z.string().max(200, 'Search for 200 characters or fewer').default(''),
  review: z.string().max(60).default(''),
  finding: ticked,
  words: z.string().max(600, 'Must be 600 characters or fewer').default(''),
})

export const GroupForm = PickForm.extend({ once, words: needed('Say what they have in common', 600) })

export const GroupWordsForm = z.object({ words: needed('Say what they have in common', 600) })

export const OneFindingForm = z.object({ finding: z.uuid('This form is not complete: reload the page') })

export const IdParams = z.object({ id: z.uuid() })

/** A past day in an address; one that is no day is left out, because an old shared address must still open. */
export const AsAtQuery = z.object({ asAt: z.string().refine(isPlainDate).optional().catch(undefined) })

export const RegisterQuery = z.object({
  kind: z.enum(KIND_CODES).nullable().catch(null).default(null),
  state: z.enum(STATES).nullable().catch(null).default(null),
})

/** Findings that are ticked when the page opens. */
export const PickQuery = z.object({ finding: ticked.catch([]) })

/** What was typed, whatever it was. */
export const AnyForm = z.object({})
