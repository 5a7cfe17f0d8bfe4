import { z } from 'zod'
import { isPlainDate, type PlainDate } from '../../platform/calendar.ts'
import { isId } from '../../platform/ids.ts'
import { type Addressee, NOBODY } from './domain/support.ts'

export const once = z.uuid('This form is not complete: reload the page')
export const box = z.string().max(4).default('')

export const said = (missing: string) =>
  z.string(missing).min(1, missing).max(4_000, 'Must be 4,000 characters or fewer')

const toAddressee = z
  .string('Choose whom you ask')
  .min(1, 'Choose whom you ask')
  .transform((value, context): Addressee | null => {
    if (value === NOBODY) return null
    const [kind, id = ''] = value.split(':')
    if ((kind === 'person' || kind === 'post' || kind === 'board') && isId(id)) return { kind, id }
    context.addIssue({ code: 'custom', message: 'Choose whom you ask from the list' })
    return z.NEVER
  })

/** The day in three boxes; null when all are empty. A day that does not exist is a fault of the whole. */
export function dayOf(
  [day, month, year]: readonly [string, string, string],
  { field, called }: { field: string; called: string },
  context: z.core.$RefinementCtx,
): PlainDate | null {
  if (!day && !month && !year) return null
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (isPlainDate(iso)) return iso
  const message = `${called} must be a real date, like 31 5 2027`
  context.addIssue({ code: 'custom', path: [field], message })
  return null
}

export const AskForSupportForm = z
  .object({
    once,
    words: said('Say what is needed'),
    to: toAddressee,
    ...{ 'wanted-day': box, 'wanted-month': box, 'wanted-year': box },
  })
  .transform((form, context) => ({
    ...{ once: form.once, words: form.words, to: form.to },
    wantedBy: dayOf(
      [form['wanted-day'], form['wanted-month'], form['wanted-year']],
      { field: 'wanted', called: 'The day by which it is wanted' },
      context,
    ),
  }))

export const CloseSupportForm = z
  .object({
    once,
    state: z.enum(['met', 'withdrawn'], 'Select whether it is met or no longer wanted'),
    words: said('Say what was done, or why it is no longer wanted'),
    ...{ 'on-day': box, 'on-month': box, 'on-year': box },
  })
  .transform((form, context) => {
    const boxes = [form['on-day'], form['on-month'], form['on-year']] as const
    const on = dayOf(boxes, { field: 'on', called: 'The day' }, context)
    if (on === null && boxes.every((one) => one === ''))
      context.addIssue({ code: 'custom', path: ['on'], message: 'Enter the day from which it is so' })
    return { once: form.once, state: form.state, words: form.words, on: on ?? '' }
  })

export const RemarkForm = z.object({
  once,
  words: said('Write something'),
  answers: z.uuid().optional(),
})

export const ReopenSupportForm = z.object({ once, words: said('Say why it is opened again') })
