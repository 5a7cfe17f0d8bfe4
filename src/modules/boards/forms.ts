import { z } from 'zod'
import { isPlainDate } from '../../platform/calendar.ts'

const box = z.string().max(4).default('')

export const SeatForm = z
  .object({
    person: z.uuid('Choose who sits on the board'),
    ...{ 'from-day': box, 'from-month': box, 'from-year': box },
  })
  .transform((form, context) => {
    const from = `${form['from-year']}-${form['from-month'].padStart(2, '0')}-${form['from-day'].padStart(2, '0')}`
    if (isPlainDate(from)) return { personId: form.person, from }
    const message = 'The first day must be a real date, like 31 5 2027'
    context.addIssue({ code: 'custom', path: ['from'], message })
    return z.NEVER
  })

const NAME = 'Enter the name of the board'

export const BoardForm = z.object({
  name: z.string(NAME).min(1, NAME).max(120, 'The name must be 120 characters or fewer'),
})

/** One seat of those on the page. */
export const OneSeatForm = z.object({ seat: z.uuid('This form is not complete: reload the page') })

/** The day since which movement is shown; one that is no day is left out, because an old shared address must still open. */
export const SinceQuery = z.object({ since: z.string().refine(isPlainDate).optional().catch(undefined) })

/** What was typed, whatever it was. */
export const AnyForm = z.object({})

export const IdParams = z.object({ id: z.uuid() })
