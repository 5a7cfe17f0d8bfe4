import { z } from 'zod'
import { isPlainDate } from '../../platform/calendar.ts'
import type { LinkEnd } from '../plans/index.ts'

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
