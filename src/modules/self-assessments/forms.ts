import { z } from 'zod'
import { isPlainDate } from '../../platform/calendar.ts'
import { isId } from '../../platform/ids.ts'
import { RATINGS } from './domain/facts.ts'

const once = z.uuid('This form is not complete: reload the page')

/** What a round asks about, as a form names it. */
export type AskedSet =
  | { kind: 'review'; id: string }
  | { kind: 'framework'; framework: string; version: string }

/** "review:…" or "framework:code:version"; null for anything else. */
export function readSet(value: string): AskedSet | null {
  const [kind, code = '', version] = value.split(':')
  if (kind === 'review' && version === undefined && isId(code)) return { kind, id: code }
  return kind === 'framework' && code && version ? { kind, framework: code, version } : null
}

const toSet = z
  .string('Choose what you assess')
  .min(1, 'Choose what you assess')
  .transform((value, context): AskedSet => {
    const set = readSet(value)
    if (set) return set
    context.addIssue({ code: 'custom', message: 'Choose what you assess from the list' })
    return z.NEVER
  })

export const OpenForm = z
  .object({
    once,
    set: toSet,
    title: z
      .string('Enter a title')
      .min(1, 'Enter a title, like “Section 11 review 2026”')
      .max(200, 'The title must be 200 characters or fewer'),
    partner: z.union([z.literal(''), z.uuid('Choose whose it is from the list')]).default(''),
    nextDue: z
      .union([
        z.literal(''),
        z.string().refine(isPlainDate, 'Enter the day as a date, like 2027-11-30, or leave it empty'),
      ])
      .default(''),
  })
  .transform(({ partner, nextDue, ...form }) => ({
    ...form,
    partnerId: partner || null,
    nextDueOn: nextDue || null,
  }))

export const AnswerForm = z.object({
  once,
  question: z.string('This form is not complete: reload the page').min(1).max(100),
  rating: z.enum(RATINGS, 'Select how far this is met'),
  words: z
    .string('Say why')
    .min(1, 'Say why: what you do, and what shows it')
    .max(4_000, 'Must be 4,000 characters or fewer'),
  evidence: z
    .union([z.string().transform((one) => [one]), z.array(z.string())])
    .default([])
    .transform((ids) => ids.filter(isId)),
})

export const IdParams = z.object({ id: z.uuid() })

const optional = (most: number) => z.string().max(most).nullable().catch(null).default(null)

export const RoundsQuery = z.object({ review: z.uuid().nullable().catch(null).default(null) })
export const OpenQuery = z.object({ review: optional(60), framework: optional(100) })
export const GroupQuery = z.object({ group: optional(10), question: optional(100) })
export const WithQuery = z.object({ with: z.uuid().nullable().catch(null).default(null) })
