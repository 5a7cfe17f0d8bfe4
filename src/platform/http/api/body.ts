import type { z } from 'zod'
import { clean, firstPerField } from '../forms.ts'
import { Misread } from './problem.ts'

/** Nothing that the API takes is nested so deeply. */
const DEEPEST = 8

/** What a program sent, read by a schema: its texts are made clean as those of a form are. Errors: Misread. */
export function readJson<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(cleaned(value, 0), { error: inPlainWords })
  if (!parsed.success) throw new Misread(firstPerField(parsed.error.issues))
  return parsed.data
}

/** For whatever a schema has no sentence of its own. */
function inPlainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type')
    return `Must be ${KINDS[issue.expected] ?? `of the kind ${issue.expected}`}`
  if (issue.code === 'unrecognized_keys')
    return `There is no ${issue.keys.map((key) => `“${key}”`).join(', ')} here`
  return undefined
}

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

function cleaned(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return clean(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === DEEPEST) return null
  if (Array.isArray(value)) return value.map((one) => cleaned(one, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cleaned(one, depth + 1)]))
}
