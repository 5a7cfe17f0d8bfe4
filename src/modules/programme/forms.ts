import { z } from 'zod'
import { isPlainDate, type PlainDate } from '../../platform/calendar.ts'
import { HOST_LEVELS, type LinkEnd } from '../plans/index.ts'

export const IdParams = z.object({ id: z.uuid() })

/** A past day in an address; one that is no day is left out, because an old shared address must still open. */
export const AsAtQuery = z.object({ asAt: z.string().refine(isPlainDate).optional().catch(undefined) })

const once = z.uuid('This form is not complete: reload the page')

const words = (most: number) =>
  z
    .string()
    .max(most, `Must be ${most.toLocaleString('en-GB')} characters or fewer`)
    .default('')
    .transform((text) => text || null)

/** "action <id>" or "milestone <id>", as a list of choices sends it. */
const end = (choose: string) =>
  z.string(choose).transform((text, context): LinkEnd => {
    const [, kind, id] = /^(action|milestone) ([\w-]{36})$/.exec(text) ?? []
    if (id && (kind === 'action' || kind === 'milestone')) return { kind, id }
    context.addIssue({ code: 'custom', message: choose })
    return z.NEVER
  })

export const LinkForm = z.object({
  once,
  from: end('Choose what the link starts from'),
  kind: z.enum(['depends_on', 'see_also'], 'Select whether it waits for the other, or only refers to it'),
  to: end('Choose what the link leads to'),
  words: words(400),
})

/** References found in words, by their marks. */
export const KeepForm = z.object({
  found: z
    .union([z.string().transform((one) => [one]), z.array(z.string())], 'Select what you keep')
    .refine((all) => all.length > 0, 'Select what you keep'),
})

/** One link, or one use of a plan, of those on the page. */
export const OneForm = z.object({ one: z.uuid('This form is not complete: reload the page') })

export const AnyForm = z.object({})

const required = (what: string, most = 200) =>
  z
    .string(what)
    .min(1, what)
    .max(most, `Must be ${most.toLocaleString('en-GB')} characters or fewer`)

/** As people write sums: "£40,000", "40000". Empty where nobody knows yet. */
const amount = (what: string) =>
  z
    .string()
    .default('')
    .transform((text, context): number | null => {
      const plain = text.replace(/[£,\s]/g, '')
      if (plain === '') return null
      if (/^\d{1,11}$/.test(plain)) return Number(plain)
      context.addIssue({ code: 'custom', message: `Enter ${what} in whole pounds, like 40000` })
      return z.NEVER
    })

const year = z
  .string()
  .default('')
  .transform((text, context): number | null => {
    if (text === '') return null
    if (/^20\d{2}$/.test(text)) return Number(text)
    context.addIssue({ code: 'custom', message: 'Choose the financial year' })
    return z.NEVER
  })

const LINE = {
  once,
  year,
  source: required('Say where the money comes from, or that it is still to be found'),
  needed: amount('what is needed'),
  allocated: amount('what is allocated'),
  words: words(1_000),
}

export const CorrectLineForm = z.object(LINE)

export const LineForm = z
  .object({ ...LINE, action: z.uuid('Choose the action') })
  .transform(({ action, ...line }) => ({ ...line, actionId: action }))

export const ActionQuery = z.object({ action: z.uuid().optional().catch(undefined) })

const box = z.string().max(4).default('')

/** The three boxes of a day; null where all are empty. */
function dayIn(
  form: Readonly<Record<string, unknown>>,
  name: string,
  called: string,
  context: z.core.$RefinementCtx,
): PlainDate | null {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => String(form[`${name}-${part}`] ?? ''))
  if (!day && !month && !year) return null
  const iso = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  if (isPlainDate(iso)) return iso
  const message = `${called} must be a real date, like 31 5 2027`
  context.addIssue({ code: 'custom', path: [name], message })
  return null
}

const idOrNone = (what: string) =>
  z
    .union([z.literal(''), z.uuid()], what)
    .default('')
    .transform((id) => id || null)

export const HostPlanForm = z
  .object({
    once: once.optional(),
    level: z.enum(HOST_LEVELS, 'Select what kind of plan it is'),
    title: required('Give the plan its title'),
    partner: idOrNone('Choose a partner from the list'),
    parent: idOrNone('Choose a plan from the list'),
    post: idOrNone('Choose a post from the list'),
    owner: words(200),
    ...{ 'due-day': box, 'due-month': box, 'due-year': box },
  })
  .transform((form, context) => ({
    once: form.once,
    ...{ level: form.level, title: form.title, partnerId: form.partner, parentId: form.parent },
    ...{ ownerPostId: form.post, ownerWords: form.owner },
    reviewDueOn: dayIn(form, 'due', 'The day of the review', context),
  }))

export const ReviewForm = z
  .object({
    once,
    words: required('Say what the review found', 4_000),
    ...{ 'reviewed-day': box, 'reviewed-month': box, 'reviewed-year': box },
    ...{ 'next-day': box, 'next-month': box, 'next-year': box },
  })
  .transform((form, context) => {
    const reviewedOn = dayIn(form, 'reviewed', 'The day of the review', context)
    const nextDueOn = dayIn(form, 'next', 'The day of the next review', context)
    if (reviewedOn !== null) return { once: form.once, words: form.words, reviewedOn, nextDueOn }
    const message = 'Enter the day of the review'
    context.addIssue({ code: 'custom', path: ['reviewed'], message })
    return z.NEVER
  })

export const CarriageForm = z
  .object({ host: z.uuid('Choose the plan that carries it'), reference: words(120) })
  .transform(({ host, reference }) => ({ hostPlanId: host, reference }))
