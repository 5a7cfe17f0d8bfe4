import { z } from 'zod'
import { isPlainDate } from '../../../platform/calendar.ts'
import type { Framework } from './framework.ts'

const code = z
  .string('must be a text')
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$/, 'must be a short code without spaces')
const words = z.string('must be a text').trim().min(1, 'must not be empty')
const day = z.string('must be a day').refine(isPlainDate, 'must be a day, such as 2026-04-01')
const named = z.strictObject({ code, words })

/** A file of `definitions/judgement-frameworks`. Its faults are told all at once. */
const Definition = z
  .strictObject({
    code,
    version: code,
    title: words,
    inspectorate: words,
    inForceFrom: day,
    inForceTo: day.nullable(),
    source: words,
    grades: z.array(named).min(1, 'must name a grade'),
    overallGrade: z.boolean('must be true or false'),
    areas: z.array(named).min(1, 'must name an area'),
    descriptors: z
      .array(z.strictObject({ code, grade: code, area: code, words }))
      .min(1, 'must have a statement'),
  })
  .check(({ value, issues }) => {
    const fault = (path: (string | number)[], message: string) =>
      issues.push({ code: 'custom', input: value, path, message })
    for (const list of ['grades', 'areas', 'descriptors'] as const)
      for (const at of repeated(value[list])) fault([list, at, 'code'], 'is there twice')
    value.descriptors.forEach(({ grade, area }, at) => {
      if (!has(value.grades, grade)) fault(['descriptors', at, 'grade'], `is no grade of it: ${grade}`)
      if (!has(value.areas, area)) fault(['descriptors', at, 'area'], `is no area of it: ${area}`)
    })
    if (value.inForceTo !== null && value.inForceTo < value.inForceFrom)
      fault(['inForceTo'], 'is before inForceFrom')
  }) satisfies z.ZodType<Framework>

const has = (list: readonly { code: string }[], code: string): boolean =>
  list.some((one) => one.code === code)

/** The places of those whose code stood there before. */
const repeated = (list: readonly { code: string }[]): number[] =>
  list.flatMap(({ code }, at) => (list.findIndex((one) => one.code === code) < at ? [at] : []))

/** A definition that was read from a file, or every fault that it has: "grades.0.code must be a text". */
export function toFramework(
  read: unknown,
): { ok: true; framework: Framework } | { ok: false; faults: string[] } {
  const parsed = Definition.safeParse(read)
  if (parsed.success) return { ok: true, framework: parsed.data }
  return {
    ok: false,
    faults: parsed.error.issues.map(({ path, message }) => [path.join('.'), message].join(' ').trim()),
  }
}
