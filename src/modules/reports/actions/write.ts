import { writeCsv } from '../../../platform/office/csv.ts'
import type { DocumentDescription } from '../../../platform/office/description.ts'
import { standalone } from '../../../platform/office/html.ts'
import { type Table, toWorkbookOf } from '../../../platform/office/table.ts'
import { writeDocx, writePdf, writeWorkbook } from '../../../platform/office/write.ts'
import { zipOf } from '../../../platform/office/zip.ts'
import { ABOUT_FORMAT, type Format, formatsOf } from '../domain/formats.ts'
import type { Layout } from '../domain/layout.ts'
import { describePaper, paperTables } from '../domain/paper.ts'
import type { PaperFacts } from '../domain/paper-facts.ts'

/** A paper ready to be written in any of its forms. */
export interface Manuscript {
  /** The facts as text: what is kept, and what the JSON file is. */
  text: string
  description: DocumentDescription
  lists: readonly Table[]
  formats: Format[]
}

/** From the kept text alone, so that a paper that is made again cannot differ. */
export function manuscriptOf(layout: Layout, text: string): Manuscript {
  const facts: PaperFacts = JSON.parse(text)
  const lists = paperTables(layout, facts)
  return { text, lists, description: describePaper(layout, facts), formats: formatsOf(lists) }
}

/**
 * The bytes of one form; the same manuscript gives the same. Word, PDF and Excel are written in a thread.
 * @throws Error with one clear sentence when it cannot be written, or takes longer than 60 seconds
 */
export async function writePaper(manuscript: Manuscript, format: Format): Promise<Uint8Array> {
  const { text, description, lists } = manuscript
  const { title, author, written } = description
  switch (format) {
    case 'html':
      return Buffer.from(standalone(description))
    case 'docx':
      return writeDocx(description)
    case 'pdf':
      return writePdf(description)
    case 'xlsx':
      return writeWorkbook(toWorkbookOf(lists, { title, author, written }))
    case 'csv':
      return zipOf(lists.map((list, at) => ({ name: listName(list, at), bytes: writeCsv(list) })))
    case 'json':
      return Buffer.from(text)
  }
}

/** "01 Milestones by status.csv": in the order of the paper. */
const listName = ({ title }: Table, at: number): string =>
  `${String(at + 1).padStart(2, '0')} ${title.replace(/[/\\:*?"<>|\n]/g, ' ').slice(0, 80)}.csv`

export const fileName = (title: string, format: Format): string =>
  `${title.slice(0, 150)}.${ABOUT_FORMAT[format].ending}`
