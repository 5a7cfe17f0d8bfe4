import type { FieldError, FormValues } from '../../../platform/http/forms.ts'

/** What somebody typed into a form that came back, and what was wrong with it. */
export interface Typed {
  once: string
  values: FormValues | null
  errors: FieldError[]
}

/** One field as it was typed; before anything was, as it stands. */
export const textIn = (values: FormValues | null, field: string, otherwise = ''): string => {
  const value = values?.[field]
  return typeof value === 'string' ? value : otherwise
}

export const errorIn = (errors: readonly FieldError[], field: string): string | null =>
  errors.find((error) => error.field === field)?.text ?? null

/** One choice of a list. */
export interface Choice {
  value: string
  text: string
  selected: boolean
}
