import { z } from 'zod'
import { isPlainDate } from '../../platform/calendar.ts'

export const IdParams = z.object({ id: z.uuid() })

/** A day in an address; one that is no day is left out, because an old shared address must still open. */
const day = z.string().refine(isPlainDate).nullable().catch(null).default(null)
const name = z.string().max(200).nullable().catch(null).default(null)

export const MatrixQuery = z.object({ framework: name, on: day, asAt: day })

export const StatementQuery = z.object({ framework: name, statement: name, asAt: day })

const INCOMPLETE = 'This form is not complete: reload the page'

const KEY = /^([\w.-]{1,40}) ([\w.-]{1,40}) ([\w.-]{1,40})$/

/** A framework, its version and a grade in one line, as a choice of the list sends it: "ilacs 2026 good". */
const chosen = z
  .string('Choose a framework and a grade')
  .regex(KEY, 'Choose a framework and a grade')
  .transform((text) => {
    const [framework = '', version = '', grade = ''] = text.split(' ')
    return { framework, version, grade }
  })

export const ChooseForm = z.object({ framework: chosen })

export const EndChoiceForm = z.object({ framework: chosen })

/** What is wanted by the end of each phase, by the phase's id; nothing takes a target back. */
export const TargetsForm = z.looseObject({}).transform((form, context) => {
  const targets = new Map<string, string | null>()
  for (const [key, value] of Object.entries(form)) {
    const id = /^target-(.+)$/.exec(key)?.[1]
    if (id === undefined || typeof value !== 'string') continue
    if (value.length > 200)
      context.addIssue({ code: 'custom', path: [key], message: 'The target must be 200 characters or fewer' })
    targets.set(id, value.trim() || null)
  }
  return targets
})

const THING = /^(action|milestone) [0-9a-f-]{36}$/

const things = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((given) => (typeof given === 'string' ? [given] : given))
  .refine((given) => given.every((thing) => THING.test(thing)), 'Choose from the list')
  .transform((given) =>
    given.map((thing) => {
      const [kind, id = ''] = thing.split(' ')
      return { kind: kind === 'action' ? ('action' as const) : ('milestone' as const), id }
    }),
  )

const statement = {
  framework: z.string(INCOMPLETE).min(1, INCOMPLETE).max(200),
  statement: z.string(INCOMPLETE).min(1, INCOMPLETE).max(40),
}

/** `before`: what was ticked when the page was shown, so that what somebody else ticked meanwhile stays. */
export const LinkForm = z.object({ ...statement, things, before: things, next: z.string().optional() })

export const AttachForm = z.object({ ...statement, evidence: z.uuid('Choose the evidence') })

/** A printed statement, by its place in its table, and the framework's statement that it is. */
export const TakeOverForm = z.object({
  table: z.uuid(INCOMPLETE),
  place: z.coerce.number(INCOMPLETE).int().min(1).max(1_000),
  framework: z.string(INCOMPLETE).min(1, INCOMPLETE).max(200),
  statement: z.string('Choose the statement').min(1, 'Choose the statement').max(40),
})
