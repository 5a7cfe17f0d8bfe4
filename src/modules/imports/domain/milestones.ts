/** Dates and items of a milestone list: one value for all, one each, or a mismatch that a person settles. */
import { dateParts } from './dates.ts'
import type { Draft, Part } from './rows.ts'
import { isBlank, listItems, plain, withoutBullet } from './words.ts'

export interface Item {
  text: string
  lines: number[]
  /** The line whose date cells count for it. */
  segment: number
  /** The list item had a bullet of its own inside: it was set differently. */
  marked: boolean
}

/**
 * The items of a row's deepest cell. Running text is one item; a list gives one each, and text that goes on
 * over a page without a new bullet belongs to the last item.
 */
export function itemsOf(parts: readonly Part[]): Item[] {
  const items: Item[] = []
  for (const part of parts) {
    const listed = listItems(part.text)
    const last = items.at(-1)
    const before = listed && last ? textBeforeList(part.text) : ''
    if (last && before !== '') goOn(last, before, part)
    if (listed) items.push(...listedItems(part, before === '' ? listed : listed.slice(1)))
    else if (last) goOn(last, plain(part.text), part)
    else
      items.push({
        text: withoutBullet(plain(part.text)),
        lines: [part.line],
        segment: part.line,
        marked: false,
      })
  }
  return items
}

function listedItems(part: Part, texts: readonly string[]): Item[] {
  const marked = hasInnerBullet(part.text)
  return texts.map((text) => ({ text, lines: [part.line], segment: part.line, marked }))
}

function goOn(item: Item, text: string, { line }: Part): void {
  item.text = `${item.text} ${text}`
  item.lines.push(line)
}

/** What a page cut off the last item of the list above stands before the rest of the list. */
function textBeforeList(raw: string): string {
  return /<li\b/i.test(raw) ? plain(raw.split(/<li\b/i)[0] ?? '') : ''
}

/**
 * The items of an action's cell. A list in it is one action with its steps, unless the dates beside it are as many
 * as its items.
 */
export function actionsOf(draft: Draft, parts: readonly Part[]): Item[] {
  const items = itemsOf(parts)
  const dates = (['start', 'due'] as const).map((field) => {
    const texts = (draft.own.get(field) ?? []).map((part) => part.text)
    return texts.flatMap(dateParts).length
  })
  const [first] = items
  if (!first || items.length < 2 || dates.includes(items.length)) return items
  const lines = [...new Set(items.flatMap((item) => item.lines))]
  return [{ ...first, text: items.map(({ text }) => text).join(' '), lines, marked: false }]
}

const hasInnerBullet = (raw: string) => /<li\b[^>]{0,500}>\s*[•·▪●◦]/i.test(raw)

export interface DatePair {
  start: string
  due: string
}

/**
 * The date cells that count for each item. As many dates as items: one each, in order. One date: for all items
 * of that line. Anything else is unmatched: no item gets a date, a cell of several stays with each item as its words,
 * and `doubt` says what stands there.
 */
export function datesForItems(
  draft: Draft,
  items: readonly Item[],
): { pairs: DatePair[]; doubt: string | null } {
  const starts = datedParts(draft, 'start')
  const dues = datedParts(draft, 'due')
  if (items.length === 1) return { pairs: [{ start: joinAll(starts), due: joinAll(dues) }], doubt: null }
  const start = distribute(starts, items)
  const due = distribute(dues, items)
  if (!start || !due) {
    const words = { start: severalOf(starts), due: severalOf(dues) }
    return { pairs: items.map(() => words), doubt: mismatch(starts, dues, items.length) }
  }
  return {
    pairs: items.map((_, index) => ({ start: start[index] ?? '', due: due[index] ?? '' })),
    doubt: null,
  }
}

function datedParts(draft: Draft, field: 'start' | 'due'): Part[] {
  return (draft.own.get(field) ?? []).filter((part) => !isBlank(part.text))
}

/** Wrapped text goes on; the same date printed again on the next page is said once. */
function joinAll(parts: readonly Part[]): string {
  const texts = parts.map((part) => plain(part.text))
  return texts
    .filter((text, index) => parts[index]?.joined === 'wrap' || texts.indexOf(text) === index)
    .join(' ')
}

/** A cell of several dates as it is printed: none can be taken, and none is lost. */
function severalOf(parts: readonly Part[]): string {
  return parts.flatMap((part) => dateParts(part.text)).length > 1 ? joinAll(parts) : ''
}

function distribute(parts: readonly Part[], items: readonly Item[]): string[] | null {
  if (parts.length === 0) return items.map(() => '')
  const all = parts.flatMap((part) => dateParts(part.text))
  if (all.length === items.length && all.length > 1) return all
  const [only] = parts
  if (parts.length === 1 && only && all.length <= 1) return items.map(() => plain(only.text))
  return bySegment(parts, items)
}

/** Line by line: each line's dates against the items that begin on it. */
function bySegment(parts: readonly Part[], items: readonly Item[]): string[] | null {
  const given = new Map<Item, string>()
  for (const segment of new Set(items.map((item) => item.segment))) {
    const here = items.filter((item) => item.segment === segment)
    const dates = parts.filter((part) => part.line === segment).flatMap((part) => dateParts(part.text))
    if (dates.length !== 1 && dates.length !== here.length) return null
    here.forEach((item, index) => {
      given.set(item, dates[dates.length === 1 ? 0 : index] ?? '')
    })
  }
  return items.map((item) => given.get(item) ?? '')
}

function mismatch(starts: readonly Part[], dues: readonly Part[], count: number): string {
  const said = [joinAll(starts), joinAll(dues)].filter((text) => text !== '').join(' / ')
  return `${count} milestones, but the dates are “${said}”: none was taken.`
}
