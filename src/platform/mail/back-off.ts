const FIRST = [1, 5, 15, 60]
const LATER = 240
const TWO_DAYS = 2 * 24 * 60

/**
 * Minutes from a failed try to the next; null when it has been tried for two days. `tries` counts those that failed,
 * from 1.
 */
export function minutesToNextTry(tries: number): number | null {
  const soon = FIRST[tries - 1]
  if (soon !== undefined) return soon
  return (tries - FIRST.length) * LATER <= TWO_DAYS ? LATER : null
}
