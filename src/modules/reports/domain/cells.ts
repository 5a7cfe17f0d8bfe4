import {
  type Cell,
  type Paragraph,
  paragraph,
  type StatusMark,
  textCell,
} from '../../../platform/office/description.ts'
import type { MilestoneAsAt } from './plan.ts'
import { STATUS_KEY } from './plan.ts'
import { openingWords, type PrintedDate } from './printed.ts'
import type { ReportRow, Standing } from './report-facts.ts'
import { statusMark } from './standing.ts'

/** "Words: what was said", the first part in bold. */
export const labelled = (label: string, text: string): Paragraph => ({
  kind: 'paragraph',
  runs: [{ text: `${label}: `, bold: true }, { text }],
})

/** "1.06 Words", the number in bold; without a number the words alone. */
export function numbered(ref: string | null, words: string): Paragraph {
  const number = ref && !words.startsWith(ref) ? [{ text: `${ref} `, bold: true }] : []
  return { kind: 'paragraph', runs: [...number, { text: words }] }
}

/** The first cell of a row, which names it. */
export const nameCell = ({ ref, words }: Pick<MilestoneAsAt, 'ref' | 'words'>): Cell => ({
  content: [numbered(ref, words)],
  heads: true,
})

export const headCell = (text: string): Cell => ({ ...textCell(text), heads: true })

export const figureCell = (value: number, bold = false): Cell => ({
  content: [{ kind: 'paragraph', runs: [{ text: String(value), bold }] }],
})

/** A standing as people read it, where there are no words of the document's own. */
export function standingName(standing: Standing): string {
  if (standing === 'other_words') return 'In other words'
  if (standing === 'not_reported') return 'Not reported'
  return STATUS_KEY[standing].short
}

export const standingHeader = (standing: Standing): string | StatusMark =>
  standing === 'other_words' || standing === 'not_reported' ? standingName(standing) : statusMark(standing)

export function standingCell(standing: Standing): Cell {
  if (standing === 'other_words' || standing === 'not_reported') return textCell(standingName(standing))
  return { content: [statusMark(standing)] }
}

export function statusContent({
  standing,
  statusText,
}: Pick<ReportRow, 'standing' | 'statusText'>): (Paragraph | StatusMark)[] {
  if (standing === 'not_reported') return [{ kind: 'paragraph', runs: [{ text: statusText, italic: true }] }]
  if (standing === 'other_words') return [paragraph(statusText), paragraph('Not in the status key', 'note')]
  return [statusMark(standing)]
}

export function dueContent({
  due,
  earlierDue,
  overdue,
}: Pick<ReportRow, 'due' | 'earlierDue' | 'overdue'>): Paragraph[] {
  const earlier = earlierDue.map((date: PrintedDate) => paragraph(`was ${date.text}`, 'note'))
  const late: Paragraph[] = overdue ? [{ kind: 'paragraph', runs: [{ text: 'Past due', bold: true }] }] : []
  return [paragraph(due?.text ?? 'Not given'), ...earlier, ...late]
}

export function leadContent({ leads }: Pick<ReportRow, 'leads'>): Paragraph[] {
  return leads.length > 0 ? leads.map((lead) => paragraph(lead.text)) : [paragraph('No lead named')]
}

/** Who answers for it, without those who help. */
export function ownersOf({ leads }: ReportRow): string {
  const own = leads.filter(({ part }) => part !== 'support')
  return own.map((lead) => lead.text).join('\n') || 'No lead named'
}

/** Characters. */
const BRIEF = 120

/** The first words of what was last said, and of what is needed. */
export function briefContent({ note }: ReportRow): Paragraph[] {
  if (!note) return [paragraph('Nothing has been reported yet.')]
  const said = labelled(note.dated, openingWords(note.done, BRIEF) || note.opening || 'No words given.')
  return note.support ? [said, labelled('Support needed', openingWords(note.support, BRIEF))] : [said]
}
