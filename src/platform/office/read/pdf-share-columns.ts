/** The same columns on every page: a table that goes on keeps the places of its cells. */
import type { Lattice } from './pdf-rules.ts'

/** Places of one column on two pages differ by less, in points. */
const SLACK = 5
/** Two lattices are one table's when this share of the fewer inner lines is found in the other. */
const ALIKE = 0.75

interface Shared {
  lattices: Lattice[]
  /** The lines down, counted from the table's left side. */
  places: number[]
}

/** Gives lattices with the same columns the same lines down, in place. In the order of the document. */
export function shareColumns(lattices: readonly Lattice[]): void {
  const groups: Shared[] = []
  for (const lattice of lattices) {
    const own = lattice.xs.map((x) => x - lattice.left)
    const group = groups.slice(-3).findLast(({ places }) => isAlike(places, own))
    if (!group) groups.push({ lattices: [lattice], places: own })
    else {
      group.lattices.push(lattice)
      group.places.push(...own.filter((place) => !hasNear(group.places, place)))
      group.places.sort((a, b) => a - b)
    }
  }
  for (const { lattices: members, places } of groups)
    for (const lattice of members) lattice.xs = places.map((place) => ownPlace(lattice, place))
}

function ownPlace({ xs, left }: Lattice, place: number): number {
  return xs.find((x) => Math.abs(x - left - place) <= SLACK) ?? left + place
}

const hasNear = (places: readonly number[], place: number): boolean =>
  places.some((other) => Math.abs(other - place) <= SLACK)

function isAlike(places: readonly number[], own: readonly number[]): boolean {
  if (Math.abs((places.at(-1) ?? 0) - (own.at(-1) ?? 0)) > SLACK) return false
  const [inner, ownInner] = [places.slice(1, -1), own.slice(1, -1)]
  const [fewer, more] = inner.length < ownInner.length ? [inner, ownInner] : [ownInner, inner]
  return fewer.filter((place) => hasNear(more, place)).length >= ALIKE * fewer.length
}
