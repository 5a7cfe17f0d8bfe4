import type { PlainDate } from '../../../platform/calendar.ts'

/** What a plan says of itself before its actions; it is printed with it. */
export interface FrontMatter {
  commitment: string | null
  messages: string[]
}

/** As it stood at the end of a day: later changes, oldest first, are taken back from the newest. */
export const frontMatterOn = (
  held: FrontMatter,
  changes: readonly { field: string; was: unknown; changedOn: PlainDate }[],
  day: PlainDate,
): FrontMatter => {
  const later = changes.filter(({ changedOn }) => changedOn > day).toReversed()
  return { ...held, ...Object.fromEntries(later.map(({ field, was }) => [field, was])) }
}

/** The parts that differ. */
export function changedParts(
  was: FrontMatter,
  now: FrontMatter,
): { field: keyof FrontMatter; was: unknown; now: unknown }[] {
  const fields = ['commitment', 'messages'] as const
  return fields
    .filter((field) => JSON.stringify(was[field]) !== JSON.stringify(now[field]))
    .map((field) => ({ field, was: was[field], now: now[field] }))
}
