/** Taking an import back: what can go, what has to stay because somebody has touched it since, and why. Pure. */
import { wordKey } from './words.ts'

export interface Need {
  id: string
  needs: string
}

/**
 * Of the things that were made together, those that stay: whatever somebody has touched since, and whatever something
 * that stays cannot be without. A need of a thing that was not made here always counts.
 */
export function whatStays(
  made: readonly string[],
  touched: readonly string[],
  needs: readonly Need[],
): ReadonlySet<string> {
  const ours = new Set(made)
  const stays = new Set(touched.filter((id) => ours.has(id)))
  for (const { id, needs: other } of needs) if (!ours.has(id) && ours.has(other)) stays.add(other)
  const byThing = Map.groupBy(needs, ({ id }) => id)
  const waiting = [...stays]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const { needs: other } of byThing.get(id) ?? []) {
      if (!ours.has(other) || stays.has(other)) continue
      stays.add(other)
      waiting.push(other)
    }
  }
  return stays
}

/** Whether a field still says what the import made it say. */
export function isUntouched(field: string, live: unknown, now: unknown): boolean {
  return comparable(field, live) === comparable(field, now)
}

interface Named {
  name?: string
  part?: string
  holder?: { id?: string } | null
}

function comparable(field: string, value: unknown): string {
  if (field === 'leads' && Array.isArray(value))
    return JSON.stringify(
      value.map(({ name, part, holder }: Named) => [wordKey(name ?? ''), part, holder?.id ?? null]).sort(),
    )
  if (field === 'boards' && Array.isArray(value)) return JSON.stringify(value.map(String).sort())
  return JSON.stringify(sorted(value))
}

/** The database hands keys back in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value ?? null
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)])
}
