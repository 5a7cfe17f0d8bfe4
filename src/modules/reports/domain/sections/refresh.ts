import {
  type Block,
  type Cell,
  paragraph,
  type Table,
  textCell,
} from '../../../../platform/office/description.ts'
import { counted } from '../../../../platform/words.ts'
import { becameWords, type CrosswalkRow, toCrosswalkTable } from '../../../editions/index.ts'
import { nameCell } from '../cells.ts'
import type { RefreshOfPaper } from '../paper-facts.ts'
import type { SectionKind } from '../section-kind.ts'

/** What became of every action of one edition in the next, and what is new; nothing is left out. */
export const refreshSection: SectionKind<'refresh'> = {
  blocks({ heading }, { refresh }): Block[] {
    const head: Block = { kind: 'heading', level: 2, text: heading }
    if (!refresh) return [head, paragraph('This plan has not been refreshed.')]
    return [
      head,
      paragraph(STATES[refresh.state](refresh.label)),
      paragraph(countsWords(refresh)),
      tableOfRows(refresh),
      ...newBlocks(refresh),
    ]
  },
  tables: (_section, { refresh }) => (refresh ? [toCrosswalkTable(refresh.label, refresh.crosswalk)] : []),
}

const STATES: Record<RefreshOfPaper['state'], (label: string) => string> = {
  open: (label) => `The refresh to ${label} is open: what stands here may still change.`,
  approved: (label) => `${label} was approved with these decisions.`,
  abandoned: (label) => `The refresh to ${label} was given up; nothing of this came about.`,
}

const BECAME: Record<NonNullable<CrosswalkRow['kind']>, string> = {
  ...{ completed: 'completed', carried: 'carried on', merged: 'merged', split: 'split' },
  ...{ moved: 'moved to another plan', dropped: 'dropped' },
}

/** "Of 48 actions, 30 carried on, 3 merged, 15 not decided yet; 2 are new." The tables below are the lists. */
function countsWords({ crosswalk: { rows, next, counts } }: RefreshOfPaper): string {
  const parts = counts
    .filter(({ number }) => number > 0)
    .map(({ kind, number }) => `${number} ${kind === null ? 'not decided yet' : BECAME[kind]}`)
  const fresh = next.filter(({ isNew }) => isNew).length
  const added = fresh === 0 ? 'none is new' : `${fresh} ${fresh === 1 ? 'is' : 'are'} new`
  return `Of ${[counted(rows.length, 'action'), ...parts].join(', ')}; ${added}.`
}

function tableOfRows({ crosswalk: { rows } }: RefreshOfPaper): Table {
  const undecided = rows.filter(({ kind }) => kind === null).length
  const open = undecided > 0 ? `, ${undecided} not decided` : ''
  return {
    kind: 'table',
    caption: `From the old edition: ${counted(rows.length, 'action')}${open}`,
    columns: [
      { header: 'Action', width: 32 },
      { header: 'What became of it', width: 16 },
      { header: 'In the next edition', width: 22 },
      { header: 'What changed, and why', width: 30 },
    ],
    rows: rows.map(toRow),
  }
}

function toRow(row: CrosswalkRow): Cell[] {
  const became = row.kind === 'carried' ? [] : row.became
  const next = became.map(named).join('\n') || (row.kind === 'carried' ? 'The same' : 'Nothing')
  const decision = textCell(becameWords(row))
  return [
    nameCell(row),
    row.kind === null ? { ...decision, shading: 'amber' } : decision,
    textCell(row.kind === null ? 'Not decided' : next),
    textCell(
      [...row.details, row.because].filter(Boolean).join('\n') ||
        (row.kind === null ? 'Not decided' : 'Nothing'),
    ),
  ]
}

function newBlocks({ crosswalk: { next } }: RefreshOfPaper): Block[] {
  const fresh = next.filter(({ isNew }) => isNew)
  if (fresh.length === 0) return []
  return [
    {
      kind: 'table',
      caption: `New in the next edition: ${counted(fresh.length, 'action')}`,
      columns: [
        { header: 'Action', width: 50 },
        { header: 'Theme', width: 22 },
        { header: 'Comes of', width: 28 },
      ],
      rows: fresh.map((one) => [
        nameCell(one),
        textCell(one.theme ?? 'None'),
        textCell(one.comesOf.map(named).join('\n') || 'Altogether new'),
      ]),
    },
  ]
}

const named = ({ ref, words }: { ref: string | null; words: string }): string =>
  [ref, words].filter(Boolean).join(' ')
