/** A cross-check matrix beside a plan: what it promises, by which actions, by when. */
import type { XrayPlan } from '../../plans/index.ts'
import { asReadDate, dateParts, readDate } from './dates.ts'
import type { SideTable } from './reading.ts'

type Descriptor = XrayPlan['matrix'][number]

/** Every cross-check among the tables; a row without a descriptor goes on with the one above it. */
export function toMatrix(sides: readonly SideTable[]): Descriptor[] {
  return sides.filter(({ kind }) => kind === 'matrix').flatMap(toDescriptors)
}

function toDescriptors({ headings, rows }: SideTable): Descriptor[] {
  const columns = columnsOf(headings)
  const descriptors: Descriptor[] = []
  for (const { cells } of rows) {
    const words = cells[columns.words]?.trim() ?? ''
    const above = words === '' ? descriptors.pop() : undefined
    const entries = toEntries(cells[columns.refs] ?? '', cells[columns.dates] ?? '')
    descriptors.push({
      descriptor: above?.descriptor ?? words,
      entries: [...(above?.entries ?? []), ...entries],
    })
  }
  return descriptors.filter(({ entries }) => entries.length > 0)
}

/** By their headings; where those do not say, in the usual order: what is promised, by which actions, by when. */
function columnsOf(headings: readonly string[]) {
  const find = (pattern: RegExp, otherwise: number): number => {
    const place = headings.findIndex((heading) => pattern.test(heading))
    return place === -1 ? otherwise : place
  }
  const dates = find(/\b(?:complet\w*|date|due|end|when|by)\b/i, 2)
  const refs = find(/\b(?:ref\w*|actions?)\b/i, 1)
  return { dates, refs, words: [0, 1, 2].find((place) => place !== dates && place !== refs) ?? 0 }
}

/** A number and a date belong together only where there are as many of one as of the other. */
function toEntries(refsCell: string, datesCell: string): Descriptor['entries'] {
  const refs = refsCell.match(/\b\d{1,2}\.\d{1,2}\b/g) ?? []
  const dates = dateParts(datesCell)
  return refs.map((ref, place) => ({
    ref,
    completion: dates.length === refs.length ? toCompletion(dates[place] ?? '') : null,
  }))
}

function toCompletion(original: string): Descriptor['entries'][number]['completion'] {
  const iso = asReadDate(readDate(original), 'due')?.iso
  return iso ? { iso, original } : null
}
