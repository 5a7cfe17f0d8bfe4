import type { FieldError, FormValues } from '../../../platform/http/forms.ts'

/** What somebody typed into a form that came back, and what was wrong with it. */
export interface TypedForm {
  values: FormValues | null
  errors: readonly FieldError[]
}

export const NOTHING_TYPED: TypedForm = { values: null, errors: [] }

export interface Option {
  value: string
  text: string
  selected: boolean
}

/** One field of a form, as pages/field.njk draws it. */
export interface Field {
  kind: 'select' | 'text' | 'date' | 'words'
  id: string
  label: string
  hint: string | null
  value: string
  options: Option[]
  error: string | null
}

interface Wish {
  label: string
  hint?: string | null
  /** What stands there before anybody types. */
  value?: string | null
  /** For a select: value and text of each. */
  options?: readonly (readonly [value: string, text: string])[]
}

/** A field that shows what was typed, and else its own value; its name is its id. */
export function toField(
  { values, errors }: TypedForm,
  kind: Field['kind'],
  id: string,
  { label, hint = null, value: own = '', options = [] }: Wish,
): Field {
  const sent = values?.[id]
  const value = values === null ? (own ?? '') : typeof sent === 'string' ? sent : ''
  return {
    ...{ kind, id, label, hint, value },
    options: options.map(([key, text]) => ({ value: key, text, selected: key === value })),
    error: errors.find(({ field }) => field === id)?.text ?? null,
  }
}

/** Each sent value of a field that may be sent more than once. */
export function sentList(values: FormValues | null, name: string): string[] {
  const sent = values?.[name] ?? []
  return typeof sent === 'string' ? [sent] : sent
}

/** Faults with where they are on the page; those of no field lead to the start of the form. */
export const linkedErrors = (
  errors: readonly FieldError[],
  elsewhere: Readonly<Record<string, string>> = {},
): { text: string; href: string }[] =>
  errors.map(({ field, text }) => ({ text, href: `#${elsewhere[field] ?? field}` }))
