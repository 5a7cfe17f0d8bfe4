import { z } from 'zod'

export const IdParams = z.object({ id: z.uuid() })

const idOrNothing = z
  .union([z.literal(''), z.uuid()])
  .optional()
  .transform((id) => id || null)

/** What a report is to tell: in an address, and in the form that asks for its files. */
export const WishQuery = z
  .object({
    plan: z.uuid(),
    asAt: z.string().max(40).optional(),
    month: idOrNothing,
    since: idOrNothing,
    review: idOrNothing,
  })
  .transform(({ plan, asAt, month, since, review }) => ({
    ...{ planId: plan, asAt: asAt || null, cycleId: month, sinceCycleId: since, reviewId: review },
  }))

/** The same, before a plan was chosen. */
export const ChooseQuery = z.object({
  plan: z.uuid().optional(),
  asAt: z.string().max(40).optional(),
  month: idOrNothing,
  since: idOrNothing,
  review: idOrNothing,
})

export const CodeParams = z.object({ code: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/) })

export const AskForm = z.object({ layout: z.string() }).and(WishQuery)
