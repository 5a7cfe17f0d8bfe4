import { z } from 'zod'
import { LONGEST_MEANING, LONGEST_TERM } from './domain/terms.ts'

const required = (what: string, most: number) =>
  z
    .string(what)
    .min(1, what)
    .max(most, `Must be ${most.toLocaleString('en-GB')} characters or fewer`)

export const TermForm = z
  .object({
    once: z.uuid('This form is not complete: reload the page').optional(),
    term: required('Enter the term', LONGEST_TERM),
    meaning: required('Say what it means', LONGEST_MEANING),
    first: z
      .string()
      .max(200, 'Must be 200 characters or fewer')
      .default('')
      .transform((text) => text || null),
  })
  .transform(({ first, ...form }) => ({ ...form, firstUse: first }))

/** A press of the page's own button, and no address that somebody called up. */
export const EndForm = z.object({ sure: z.literal('yes') })
