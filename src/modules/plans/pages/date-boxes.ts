import type { PlainDate } from '../../../platform/calendar.ts'

/** A day in three boxes, as components/date-boxes.njk draws it. */
export interface DateBoxes {
  name: string
  legend: string
  hint: string
  parts: { id: string; label: string; value: string; wide: boolean }[]
  error: string | null
}

/** What was typed, and else the day. */
export function toDateBoxes(
  { name, legend, hint, error }: Omit<DateBoxes, 'parts'>,
  day: PlainDate | null,
  typed: Readonly<Record<string, unknown>> | null,
): DateBoxes {
  const [year = '', month = '', date = ''] = day?.split('-') ?? []
  const plain = { day: date && String(Number(date)), month: month && String(Number(month)), year }
  const part = (field: keyof typeof plain, label: string) => {
    const id = `${name}-${field}`
    return { id, label, value: typed ? String(typed[id] ?? '') : plain[field], wide: field === 'year' }
  }
  return {
    ...{ name, legend, hint, error },
    parts: [part('day', 'Day'), part('month', 'Month'), part('year', 'Year')],
  }
}
