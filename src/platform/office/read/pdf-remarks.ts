/** What a person must hear of a PDF: that it is a picture, or that parts of it are. */
import { Unreadable } from '../grid.ts'
import type { PageParts } from './pdf-page.ts'
import { isUnknown } from './pdf-symbols.ts'

/** Fewer letters than this on a page with a picture are a stamp, not its text. */
const HARDLY_ANY = 30
/** More unknown letters than this share: the text cannot be read. Where only the blanks are known to be none, it is one in six. */
const TOO_MANY_UNKNOWN = 0.1

const letters = ({ pieces }: PageParts): number => pieces.reduce((sum, { text }) => sum + text.length, 0)
const isScan = (page: PageParts): boolean => page.pictured && letters(page) < HARDLY_ANY

/** Errors: Unreadable where the pages hold no text, or text that only their fonts could read. */
export function refuseScans(pages: readonly PageParts[]): void {
  const withText = pages.filter((page) => letters(page) >= HARDLY_ANY)
  if (withText.length === 0 && pages.some(isScan))
    throw new Unreadable(
      'This PDF is a scan: it holds pictures of pages and no text. Ask for the Word or Excel file, or run it through text recognition first.',
    )
  if (pages.every((page) => letters(page) === 0)) throw new Unreadable('This PDF holds no text.')
  const all = pages.flatMap(({ pieces }) => pieces)
  const unknown = all.reduce((sum, { text }) => sum + [...text].filter(isUnknown).length, 0)
  if (unknown > TOO_MANY_UNKNOWN * pages.reduce((sum, page) => sum + letters(page), 0))
    throw new Unreadable(
      'The text of this PDF cannot be read: its fonts do not say which letters they show. Ask for the Word or Excel file, or run it through text recognition first.',
    )
}

/** A sentence for each thing that was left out or may be wrong. */
export function remarksOf(pages: readonly PageParts[], running: readonly string[]): string[] {
  const scans = pages.filter(isScan)
  const recognised = pages.filter((page) => page.pictured && mostlyUnseen(page))
  const cut = pages.filter((page) => page.cut)
  return [
    ...running.map((text) => `“${text}” stands at the edge of most pages and was left out of the tables.`),
    ...sentence(scans, 'is a picture without text: what it shows was not read.'),
    ...sentence(recognised, 'is a scan with recognised text: letters may be wrong, so check them.'),
    ...sentence(cut, 'holds more drawing than a plan does: part of it was not looked at.'),
  ]
}

function mostlyUnseen({ pieces }: PageParts): boolean {
  return pieces.filter(({ unseen }) => unseen).length * 2 > pieces.length
}

function sentence(pages: readonly PageParts[], says: string): string[] {
  if (pages.length === 0) return []
  const numbers = pages.map(({ number }) => number)
  return [
    numbers.length === 1 ? `Page ${numbers[0]} ${says}` : `Of pages ${numbers.join(', ')}, each ${says}`,
  ]
}
