import type { FieldError, FormValues } from '../../../platform/http/forms.ts'

/** What somebody typed into a form that came back, and what was wrong with it. */
export interface TypedForm {
  once: string
  values: FormValues | null
  errors: readonly FieldError[]
}

export interface WordsBox {
  id: string
  name: string
  label: string
  hint: string | null
  value: string
  rows: number
  error: string | null
}

export const errorOf = ({ errors }: TypedForm, field: string): string | null =>
  errors.find((error) => error.field === field)?.text ?? null

export const textOf = ({ values }: TypedForm, field: string): string => {
  const value = values?.[field]
  return typeof value === 'string' ? value : ''
}

/** The box for words of a form; `of` tells it from the boxes of other forms on its page. */
export const toWordsBox = (
  typed: TypedForm,
  of: string,
  { label, hint = null, rows = 3 }: { label: string; hint?: string | null; rows?: number },
): WordsBox => ({
  ...{ id: `${of}-words`, name: 'words', label, hint, rows },
  value: textOf(typed, 'words'),
  error: errorOf(typed, 'words'),
})
