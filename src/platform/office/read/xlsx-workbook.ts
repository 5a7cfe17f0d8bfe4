/** The workbook's own part: its sheets in order, and how it counts days. */
import { Unreadable } from '../grid.ts'
import type { OfficePackage } from './package.ts'
import { type Relation, relationsOf } from './xlsx-parts.ts'
import { readXml } from './xml.ts'

export interface WorkbookFacts {
  part: string
  relations: Relation[]
  sheets: SheetEntry[]
  /** Whether days are counted from 1904, as old Macintosh files do. */
  from1904: boolean
}

export interface SheetEntry {
  name: string
  hidden: boolean
  /** "worksheet", or another kind of sheet that has no cells ("chartsheet"). */
  type: string
  part: string
}

/** More than any plan has; each costs a look. */
const MOST_SHEETS = 100

/** Errors: Unreadable when the package is no workbook, a binary one, or one of more than 100 sheets. */
export async function readWorkbook(office: OfficePackage): Promise<WorkbookFacts> {
  const part = await workbookPart(office)
  const relations = await relationsOf(office, part)
  const facts: WorkbookFacts = { part, relations, sheets: [], from1904: false }
  readXml(await office.text(part), {
    open(tag, attributes) {
      if (tag === 'workbookPr') facts.from1904 = isOn(attributes.date1904)
      if (tag !== 'sheet') return
      const relation = relations.find(({ id }) => id === attributes.id)
      if (!relation) return
      if (facts.sheets.length === MOST_SHEETS)
        throw new Unreadable('The workbook has more than 100 sheets: a plan does not, so it was not read.')
      const hidden = (attributes.state ?? 'visible') !== 'visible'
      facts.sheets.push({
        name: attributes.name ?? '',
        hidden,
        type: relation.type,
        part: relation.target,
      })
    },
  })
  return facts
}

/** Whether an attribute of Excel's says yes. */
export const isOn = (value: string | undefined): boolean => value === '1' || value === 'true'

async function workbookPart(office: OfficePackage): Promise<string> {
  const relations = await relationsOf(office, '')
  const part = relations.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  if (part.endsWith('.bin'))
    throw new Unreadable('The file is a binary workbook (.xlsb): save it as .xlsx, and bring that one in.')
  if (!office.has(part) || /^word\/|^ppt\//.test(part))
    throw new Unreadable('The file is no Excel workbook, whatever its name says.')
  return part
}
