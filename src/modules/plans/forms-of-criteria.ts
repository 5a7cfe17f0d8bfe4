import { z } from 'zod'
import { isId } from '../../platform/ids.ts'
import { type Described, MEASURE_KINDS, MEASURE_STANDINGS } from './domain/criteria.ts'
import { box, dayOf, once, said } from './forms-of-support.ts'

const optional = (most: number) =>
  z
    .string()
    .max(most, `Must be ${most} characters or fewer`)
    .default('')
    .transform((text) => text || null)

const kind = z.enum(MEASURE_KINDS, 'Select how it is measured')
const seen = z.uuid('This form is not complete: reload the page')

export const AnswerForm = z
  .object({
    once,
    standing: z.enum(MEASURE_STANDINGS, 'Select where the measure stands'),
    value: optional(200),
    words: said('Say what it shows, and what was counted or read'),
    ...{ 'about-day': box, 'about-month': box, 'about-year': box },
    evidence: z.union([z.literal(''), z.uuid('Choose evidence from the list')]).default(''),
  })
  .transform((form, context) => ({
    ...{ once: form.once, standing: form.standing, value: form.value, words: form.words },
    aboutOn: dayOf(
      [form['about-day'], form['about-month'], form['about-year']],
      { field: 'about', called: 'The day that it speaks of' },
      context,
    ),
    evidenceId: form.evidence || null,
  }))

const toDescribed = z
  .string('Choose what it is a success criterion of')
  .min(1, 'Choose what it is a success criterion of')
  .transform((value, context): Pick<Described, 'kind' | 'id'> => {
    const [kind, id = ''] = value.split(':')
    if ((kind === 'action' || kind === 'finding') && isId(id)) return { kind, id }
    context.addIssue({ code: 'custom', message: 'Choose it from the list' })
    return z.NEVER
  })

/** A measure may be left for later, and then its words are empty. */
export const NewCriterionForm = z
  .object({
    once,
    of: toDescribed,
    words: said('Say what success looks like'),
    measure: optional(4_000),
    kind: z.union([z.literal(''), kind]).default(''),
  })
  .refine((form) => form.measure === null || form.kind !== '', {
    path: ['kind'],
    error: 'Select how it is measured',
  })
  .refine((form) => form.measure !== null || form.kind === '', {
    path: ['measure'],
    error: 'Say what is measured, or select nothing under it',
  })
  .transform(({ measure, kind, ...form }) => ({
    ...form,
    measure: measure !== null && kind !== '' ? { kind, words: measure } : null,
  }))

export const ChangeCriterionForm = z.object({ seen, words: said('Say what success looks like') })

export const AddMeasureForm = z.object({ once, kind, words: said('Say what is measured') })

export const ChangeMeasureForm = z
  .object({
    seen,
    kind,
    words: said('Say what is measured'),
    same: z.enum(['yes', 'no'], 'Select whether what was said so far still answers it'),
  })
  .transform(({ same, ...form }) => ({ ...form, same: same === 'yes' }))

export const EndForm = z.object({ seen, reason: said('Say why it is no longer used') })
