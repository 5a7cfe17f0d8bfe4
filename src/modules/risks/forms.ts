import { z } from 'zod'
import { isPlainDate, type PlainDate } from '../../platform/calendar.ts'
import { isId } from '../../platform/ids.ts'
import { KINDS, RESPONSES, type RiskKind, TARGETS, type Target, type TargetKind } from './domain/facts.ts'
import type { Cell, RiskFilter } from './domain/filter.ts'
import { BANDS, isLevel, type Level } from './domain/score.ts'

const INCOMPLETE = 'This form is not complete: reload the page'
const once = z.uuid(INCOMPLETE)
const expected = z.uuid(INCOMPLETE)
const box = z.string().max(4).default('')

const said = (missing: string, most = 4_000) =>
  z
    .string(missing)
    .min(1, missing)
    .max(most, `Must be ${most.toLocaleString('en-GB')} characters or fewer`)

const level = (missing: string) =>
  z.string(missing).transform((value, context): Level => {
    const found = Number(value)
    if (isLevel(found)) return found
    context.addIssue({ code: 'custom', message: missing })
    return z.NEVER
  })

const reviewBoxes = { 'review-day': box, 'review-month': box, 'review-year': box }
type Boxes = { [Name in keyof typeof reviewBoxes]?: unknown }

const boxesOf = (form: Boxes): string[] =>
  [form['review-day'], form['review-month'], form['review-year']].map((part) =>
    typeof part === 'string' ? part : '',
  )

function reviewOf(form: Boxes): PlainDate {
  const [day = '', month = '', year = ''] = boxesOf(form)
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** Asked also of a form that has other faults, so that people are told of all at once. */
const always = { when: () => true }

const hasReview = (form: Boxes): boolean => isPlainDate(reviewOf(form))

const noReview = {
  ...{ path: ['review'], ...always },
  error: ({ input }: { input?: unknown }): string =>
    boxesOf(input as Boxes).join('') === ''
      ? 'Enter the day of the next review'
      : 'The day of the next review must be a real date, like 31 5 2027',
}

const hasOwner = ({ owner, ownerWords }: { owner?: unknown; ownerWords?: unknown }): boolean =>
  Boolean(owner) || Boolean(ownerWords)

const noOwner = { path: ['owner'], ...always, error: 'Choose the owner, or name them in words' }

/** "milestone 0190…"; undefined where it is none. */
export function readTarget(value: string): Target | undefined {
  const [kind = '', id = ''] = value.split(' ')
  return isTargetKind(kind) && isId(id) ? { kind, id } : undefined
}

const isTargetKind = (text: string): text is TargetKind => Object.hasOwn(TARGETS, text)

const target = z.string().transform((value, context): Target => {
  const found = readTarget(value)
  if (found) return found
  context.addIssue({ code: 'custom', message: 'Choose what it threatens from the list' })
  return z.NEVER
})

const saying = {
  once,
  title: said('Give it a short title', 200),
  cause: said('Say what causes it'),
  effect: said('Say what would follow from it'),
  'likelihood-before': level('Select how likely it is with nothing done about it'),
  'impact-before': level('Select how much it would hurt with nothing done about it'),
  'likelihood-after': level('Select how likely it is now'),
  'impact-after': level('Select how much it would hurt now'),
  response: z.enum(Object.keys(RESPONSES) as (keyof typeof RESPONSES)[], 'Select the response'),
  responseWords: said('Say what is done about it'),
  /** Empty where the owner is named in words. */
  owner: z.string().max(60).default(''),
  ownerWords: z.string().max(200, 'Must be 200 characters or fewer').default(''),
  ...reviewBoxes,
}

type Sent = z.output<z.ZodObject<typeof saying>>

const toSaying = (form: Sent) => ({
  ...{ once: form.once, title: form.title, cause: form.cause, effect: form.effect },
  before: { likelihood: form['likelihood-before'], impact: form['impact-before'] },
  after: { likelihood: form['likelihood-after'], impact: form['impact-after'] },
  ...{ response: form.response, responseWords: form.responseWords },
  owner: { key: form.owner || null, words: form.ownerWords },
  reviewOn: reviewOf(form),
})

export const RaiseForm = z
  .object({
    plan: z.uuid('Choose the plan'),
    kind: z.enum(Object.keys(KINDS) as RiskKind[], 'Select whether it may happen or has happened'),
    ...saying,
    threatens: z.union([z.literal('').transform(() => null), target]).default(null),
  })
  .refine(hasOwner, noOwner)
  .refine(hasReview, noReview)
  .transform((form) => ({
    ...toSaying(form),
    ...{ planId: form.plan, kind: form.kind, threatens: form.threatens ? [form.threatens] : [] },
  }))

export const ChangeForm = z
  .object({ ...saying, expected, because: said('Say why it is changed') })
  .refine(hasOwner, noOwner)
  .refine(hasReview, noReview)
  .transform((form) => ({ ...toSaying(form), expected: form.expected, because: form.because }))

export const ReviewForm = z
  .object({ once, expected, words: z.string().max(4_000).default(''), ...reviewBoxes })
  .refine(hasReview, noReview)
  .transform((form) => ({
    ...{ once: form.once, expected: form.expected, words: form.words || 'Looked at: nothing has changed' },
    reviewOn: reviewOf(form),
  }))

export const CloseForm = z.object({ once, expected, words: said('Say why it is closed') })

export const ReopenForm = z
  .object({ once, expected, words: said('Say why it is opened again'), ...reviewBoxes })
  .refine(hasReview, noReview)
  .transform((form) => ({
    ...{ once: form.once, expected: form.expected, words: form.words, reviewOn: reviewOf(form) },
  }))

export const ChallengeForm = z.object({
  once,
  board: z.uuid('Choose the board for which you ask'),
  words: said('Say what the board asks'),
})

export const AnswerForm = z.object({ once, challenge: z.uuid(INCOMPLETE), words: said('Write your answer') })

export const LinkForm = z.object({ target })
export const UnlinkForm = z.object({ link: z.uuid(INCOMPLETE) })

const choice = <T extends string>(values: readonly T[]) => z.enum(values).nullable().catch(null).default(null)
const id = z.uuid().nullable().catch(null).default(null)

/** "after-4-5". */
const cell = z
  .string()
  .transform((value): Cell | null => {
    const [side, likelihood, impact] = value.split('-')
    const [row, column] = [Number(likelihood), Number(impact)]
    const known = (side === 'before' || side === 'after') && isLevel(row) && isLevel(column)
    return known ? { side, likelihood: row, impact: column } : null
  })
  .nullable()
  .catch(null)
  .default(null)

/** A choice in an address that is none of ours is left out: an old shared address must still open. */
export const RegisterQuery = z
  .object({
    ...{ plan: id, threatens: id, cell },
    kind: choice(Object.keys(KINDS) as RiskKind[]),
    state: z.enum(['open', 'closed', 'all']).catch('open').default('open'),
    owner: z
      .string()
      .max(300)
      .transform((owner) => owner || null)
      .nullable()
      .catch(null)
      .default(null),
    review: choice(['overdue']),
    band: choice(BANDS.map(({ key }) => key)),
    asAt: z.string().refine(isPlainDate).nullable().catch(null).default(null),
  })
  .transform(({ asAt, ...filter }): { filter: RiskFilter; asAt: PlainDate | null } => ({ filter, asAt }))
