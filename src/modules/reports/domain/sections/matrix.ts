import { formatDay } from '../../../../platform/calendar.ts'
import {
  type Block,
  type Cell,
  type Colour,
  paragraph,
  type StatusMark,
  type Table,
  textCell,
} from '../../../../platform/office/description.ts'
import { counted } from '../../../../platform/words.ts'
import {
  completionWords,
  evidenceWords,
  type Judged,
  nameOfShown,
  STATE_WORDS,
  type StatementState,
  toMatrixTable,
} from '../../../judgement/index.ts'
import { numbered } from '../cells.ts'
import type { MatrixOfPaper } from '../paper-facts.ts'
import type { SectionKind } from '../section-kind.ts'

/** The plan held against what it has to show: statement, what shows it, by when, and whether that is enough. */
export const matrixSection: SectionKind<'matrix'> = {
  blocks({ heading }, { matrix }): Block[] {
    const head: Block = { kind: 'heading', level: 2, text: heading }
    if (!matrix || matrix.judged.length === 0)
      return [head, paragraph('This plan is held against no framework yet.')]
    const areas = [...Map.groupBy(matrix.judged, ({ statement }) => statement.area)]
    return [
      head,
      paragraph(sheetWords(matrix)),
      ...areas.flatMap(([area, judged]): Block[] => [
        ...(area ? [{ kind: 'heading' as const, level: 3 as const, text: area }] : []),
        tableOfArea(area ?? matrix.sheet.title, judged),
      ]),
      ...contradictionBlocks(matrix),
    ]
  },
  tables: (_section, { matrix }) =>
    matrix ? [toMatrixTable('Cross-check', { ...EMPTY, ...matrix.sheet }, matrix.judged)] : [],
}

/** What the list does not ask of a sheet. */
const EMPTY = { key: '', source: { kind: 'printed' as const, tableId: '' }, statements: [] }

function sheetWords({ sheet, judged, on, next }: MatrixOfPaper): string {
  const covered = judged.filter(({ state }) => state === 'covered').length
  const by = on ? ` by ${formatDay(on)}${next?.on === on ? `, when ${next.title} is expected` : ''}` : ''
  const grade = sheet.grade ? `, ${sheet.grade}` : ''
  return `${sheet.title}${grade}: ${covered} of ${counted(judged.length, 'statement')} covered${by}.`
}

const tableOfArea = (name: string, judged: readonly Judged[]): Table => ({
  kind: 'table',
  caption: `${name}: ${counted(judged.length, 'statement')}, ${judged.filter(({ state }) => state === 'covered').length} covered`,
  columns: [
    { header: 'Achievement', width: 36 },
    { header: 'Actions', width: 22 },
    { header: 'Completion date', width: 13 },
    { header: 'State', width: 15 },
    { header: 'Evidence', width: 14 },
  ],
  rows: judged.map(toRow),
})

function toRow(judged: Judged): Cell[] {
  const { statement, completion, state } = judged
  const shown = [
    ...statement.shownBy.map(nameOfShown),
    ...statement.missing.map(({ ref }) => `${ref} (not in the plan)`),
  ]
  return [
    { content: [numbered(statement.code, statement.words)], heads: true },
    textCell(shown.join('\n') || 'Nothing yet'),
    textCell(completion ? completionWords(completion) : 'No date'),
    { content: [MARKS[state]] },
    textCell(evidenceWords(judged) || 'None'),
  ]
}

const mark = (state: StatementState, shape: StatusMark['shape'], colour: Colour): StatusMark => ({
  ...{ kind: 'status', shape, colour },
  words: STATE_WORDS[state],
})

const MARKS: Record<StatementState, StatusMark> = {
  not_covered: mark('not_covered', 'diamond', 'red'),
  late: mark('late', 'triangle', 'amber'),
  undated: mark('undated', 'ring', 'grey'),
  no_evidence: mark('no_evidence', 'ring', 'amber'),
  stale: mark('stale', 'circle', 'amber'),
  covered: mark('covered', 'tick', 'blue'),
}

function contradictionBlocks({ contradictions }: MatrixOfPaper): Block[] {
  if (contradictions.length === 0) return []
  return [
    { kind: 'heading', level: 3, text: 'Where the plan and a printed table differ' },
    {
      kind: 'list',
      ordered: false,
      items: contradictions.map(({ ref, words }) => [{ text: ref ? `${ref}: ${words}` : words }]),
    },
  ]
}
