import type { z } from 'zod'
import { Unacceptable } from './errors.ts'

export interface FieldError {
  field: string
  text: string
}

export type FormValues = Record<string, string | string[]>

export type FormResult<T> =
  | { ok: true; data: T; values: FormValues }
  | { ok: false; values: FormValues; errors: FieldError[] }

/** A bad form is a value, not an exception: the page is shown again with everything that was typed. */
export function readForm<S extends z.ZodType>(schema: S, body: unknown): FormResult<z.output<S>> {
  const values = textsOf(body)
  const parsed = schema.safeParse(values)
  if (parsed.success) return { ok: true, data: parsed.data, values }
  return { ok: false, values, errors: firstPerField(parsed.error.issues) }
}

/** What an action refused, as a fault of the form that asked for it; anything but a refusal is thrown on. */
export function refusalOf(error: unknown, otherwise: string): FieldError[] {
  if (!(error instanceof Unacceptable)) throw error
  return [{ field: error.field ?? otherwise, text: error.message }]
}

/** Only text survives, and only the body's own keys: `__proto__` in a form is a field like any other, and unknown. */
function textsOf(body: unknown): FormValues {
  if (typeof body !== 'object' || body === null) return {}
  const entries = Object.entries(body).flatMap(([key, value]): [string, string | string[]][] => {
    if (typeof value === 'string') return [[key, clean(value)]]
    if (Array.isArray(value)) return [[key, value.filter((item) => typeof item === 'string').map(clean)]]
    return []
  })
  return Object.fromEntries(entries)
}

/** PostgreSQL stores no NUL, and half of a surrogate pair is no character; line ends become one kind. */
export function clean(text: string): string {
  return text.replaceAll('\0', '').replaceAll('\r\n', '\n').toWellFormed().trim()
}

export function firstPerField(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  const byField = new Map<string, FieldError>()
  for (const issue of issues) {
    const field = issue.path.join('-')
    if (!byField.has(field)) byField.set(field, { field, text: issue.message })
  }
  return [...byField.values()]
}
