/** The tables beside a plan that say again what it says: cross-checks and control totals. */
import { isStatus, type XrayPlan } from '../plans/index.ts'
import { asReadDate, dateParts, readDate } from './domain/dates.ts'
import type { LegendEntry, SideTable } from './domain/reading.ts'

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

const TOTAL = /^(.*?)[\s:=–—-]*\(?\b(\d{1,4})\)?\s*(?:milestones?|actions?|tasks?)?\s*$/i

/** "Completed (13)" in a key: how many the document itself says there are. */
export function toTotals(legend: readonly LegendEntry[]): XrayPlan['totals'] {
  return legend.flatMap(({ meaning, canonical }) => {
    const found = TOTAL.exec(meaning)
    if (!found || canonical === null || !isStatus(canonical)) return []
    return [{ label: (found[1] ?? '').trim(), stated: Number(found[2]), of: canonical }]
  })
}
