import {
  type Block,
  type Cell,
  paragraph,
  type Table,
  textCell,
} from '../../../../platform/office/description.ts'
import { tableOf, text } from '../../../../platform/office/table.ts'
import { counted } from '../../../../platform/words.ts'
import { figureCell, headCell, nameCell } from '../cells.ts'
import { MOVES, type Mover, moversSince } from '../movement.ts'
import type { PaperFacts } from '../paper-facts.ts'
import { openingWords } from '../printed.ts'
import type { SectionKind } from '../section-kind.ts'
import { themeNamer } from '../within.ts'

/** Direction of travel: what moved since an earlier month, by theme. A number always has its list. */
export const directionSection: SectionKind<'direction'> = {
  blocks({ heading, lists }, facts): Block[] {
    const head: Block = { kind: 'heading', level: 2, text: heading }
    const { since } = facts
    if (!since) return [head, paragraph('There is no earlier frozen month to compare with.')]
    const movers = moversSince(facts, since)
    const compared = paragraph(`Compared with ${since.label}.`)
    if (movers.length === 0) return [head, compared, paragraph('Nothing has moved.')]
    const counts = countsByTheme(movers, facts, !lists)
    return [head, compared, counts, ...(lists ? [listOf(movers, facts)] : [])]
  },
  tables({ heading }, facts) {
    if (!facts.since) return []
    const theme = themeNamer(facts)
    return [
      tableOf(heading, moversSince(facts, facts.since), [
        text('Movement', ({ move }) => MOVES.find(({ kind }) => kind === move)?.name ?? null),
        text('Theme', ({ action }) => theme(action)),
        text('Number', ({ milestone }) => milestone.ref),
        text('Milestone', ({ milestone }) => milestone.words),
        text('Was', ({ was }) => was),
        text('Now', ({ now }) => now),
        text('Id', ({ milestone }) => milestone.id),
      ]),
    ]
  },
}

/** A theme a row, a movement a column; where no lists follow, the milestones stand under each number. */
function countsByTheme(movers: readonly Mover[], facts: PaperFacts, named: boolean): Table {
  const theme = themeNamer(facts)
  const shown = MOVES.filter(({ kind }) => movers.some(({ move }) => move === kind))
  const names = facts.report.themes.map(({ name }) => name)
  const rows = names.map((name) => ({ name, own: movers.filter(({ action }) => theme(action) === name) }))
  const cells = (name: string, own: readonly Mover[], total = false): Cell[] => [
    headCell(name),
    ...shown.map(({ kind }) =>
      countCell(
        own.filter(({ move }) => move === kind),
        named && !total,
        total,
      ),
    ),
  ]
  return {
    kind: 'table',
    caption: `What moved: ${counted(new Set(movers.map(({ milestone }) => milestone.id)).size, 'milestone')}`,
    columns: [
      { header: 'Theme', width: 24 },
      ...shown.map(({ name }) => ({ header: name, width: 76 / Math.max(5, shown.length), figures: !named })),
    ],
    rows: [
      ...(rows.length > 1 ? rows.map(({ name, own }) => cells(name, own)) : []),
      cells('All themes', movers, rows.length > 1 || !named),
    ],
  }
}

function countCell(movers: readonly Mover[], named: boolean, total: boolean): Cell {
  const count = figureCell(movers.length, total)
  if (!named || movers.length === 0) return count
  const labels = movers.map(({ milestone: { ref, words } }) => ref ?? `“${openingWords(words, 40)}”`)
  return { content: [...count.content, paragraph(labels.join(', '), 'note')] }
}

/** The milestones behind each number, one list under the other. */
function listOf(movers: readonly Mover[], facts: PaperFacts): Table {
  const theme = themeNamer(facts)
  return {
    kind: 'table',
    caption: 'The milestones behind each number',
    columns: [
      { header: 'Movement', width: 14 },
      { header: 'Milestone', width: 38 },
      { header: 'Theme', width: 17 },
      { header: 'Was', width: 14 },
      { header: 'Now', width: 17 },
    ],
    rows: MOVES.flatMap(({ kind, name }) => {
      const own = movers.filter(({ move }) => move === kind)
      // On each row: one cell that reached over all of them would be empty on every page but the first.
      return own.map(({ milestone, action, was, now }): Cell[] => [
        headCell(name),
        { ...nameCell(milestone), heads: false },
        ...[theme(action), was, now].map(textCell),
      ])
    }),
  }
}
