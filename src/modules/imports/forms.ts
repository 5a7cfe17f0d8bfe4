import { z } from 'zod'
import { isPlainDate } from '../../platform/calendar.ts'

const optionalDay = z
  .string()
  .refine((text) => text === '' || isPlainDate(text), 'Enter a real date')
  .optional()
  .transform((text) => text || null)

export const StartForm = z.object({
  pasted: z.string().max(5_000_000, 'The text is larger than 5 MB').optional(),
  published: optionalDay,
})

export const ConfirmForm = z.object({
  title: z
    .string('Enter a title for the plan')
    .min(1, 'Enter a title for the plan')
    .max(300, 'The title must be 300 characters or fewer'),
  documentOn: optionalDay.refine((day) => day !== null, 'Enter the date that the document tells of'),
})
