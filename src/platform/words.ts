/** "1 milestone", "3 milestones". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

/** "?kind=peer_review&asAt=2026-10-31": fields as the end of an address. What is no text, or empty, is left out. */
export function query(fields: object): string {
  const pairs = Object.entries(fields).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '',
  )
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}
