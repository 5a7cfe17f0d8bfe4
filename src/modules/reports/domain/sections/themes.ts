import { addDays, formatDay } from '../../../../platform/calendar.ts'
import { type Block, paragraph, type Table, textCell } from '../../../../platform/office/description.ts'
import { counted } from '../../../../platform/words.ts'
import { figureCell, labelled, nameCell, standingCell, standingHeader, standingName } from '../cells.ts'
import { MOVES, type Mover, moversSince } from '../movement.ts'
import type { PaperFacts } from '../paper-facts.ts'
import type { PlanRow } from '../plan.ts'
import { openingWords } from '../printed.ts'
import type { ReportTheme, Standing } from '../report-facts.ts'
import type { SectionKind } from '../section-kind.ts'
import { liveRows } from '../within.ts'
import { challengesIn, challengeTable } from './challenges.ts'

/** A page for each theme: where it stands, what moved, three things that matter, and what comes next. */
export const themesSection: SectionKind<'themes'> = {
  blocks({ heading }, facts): Block[] {
    const rows = liveRows(facts)
    const movers = facts.since ? moversSince(facts, facts.since) : null
    return [
      { kind: 'heading', level: 2, text: heading },
      ...facts.report.themes.flatMap((theme, at): Block[] => [
        ...(at > 0 ? [{ kind: 'page-break' as const }] : []),
        ...themeBlocks(theme, facts, rows, movers),
      ]),
    ]
  },
}

function themeBlocks(
  theme: ReportTheme,
  facts: PaperFacts,
  all: readonly PlanRow[],
  movers: readonly Mover[] | null,
): Block[] {
  const ids = new Set(facts.report.rows.filter(({ themeId }) => themeId === theme.id).map(({ id }) => id))
  const rows = all.filter(({ milestone }) => ids.has(milestone.id))
  const moved = movers?.filter(
    ({ milestone, action }) => ids.has(milestone.id) || action?.themeId === theme.id,
  )
  const head: Block = { kind: 'heading', level: 3, text: theme.name }
  const outcome = theme.outcome ? [labelled('Outcome', theme.outcome)] : []
  if (rows.length === 0) return [head, ...outcome, paragraph('No milestone stands under this theme.')]
  const matters = challengesIn(rows, facts)
  return [
    head,
    ...outcome,
    standings(theme),
    ...(moved ? [paragraph(movedWords(moved, facts))] : []),
    ...(matters.length > 0 ? [challengeTable('Things that matter most', matters)] : []),
    ...nextBlocks(rows, facts),
  ]
}

/** One row: the page is for what matters. */
function standings({ name, counts }: ReportTheme): Table {
  const shown = (Object.keys(counts.byStanding) as Standing[]).filter((one) => counts.byStanding[one] > 0)
  const columns = [...shown.map(standingHeader), 'All', 'Past due']
  const figures = [...shown.map((one) => counts.byStanding[one]), counts.milestones, counts.overdue]
  return {
    kind: 'table',
    caption: `${name}: ${counted(counts.milestones, 'milestone')}`,
    columns: columns.map((header) => ({ header, width: 100 / Math.max(7, columns.length), figures: true })),
    rows: [figures.map((figure) => figureCell(figure))],
  }
}

/** "Since October 2026: 2 completed (1.1, 1.2); 1 re-dated (3.1)." */
function movedWords(movers: readonly Mover[], { since }: PaperFacts): string {
  const said = MOVES.flatMap(({ kind, name }) => {
    const own = movers.filter(({ move }) => move === kind)
    const labels = own.map(({ milestone: { ref, words } }) => ref ?? `“${openingWords(words, 40)}”`)
    return own.length === 0 ? [] : [`${own.length} ${name.toLowerCase()} (${labels.join(', ')})`]
  })
  return `Since ${since?.label ?? 'the last month'}: ${said.join('; ') || 'nothing moved'}.`
}

const SOON = 60
const MOST = 5

function nextBlocks(rows: readonly PlanRow[], { plan }: PaperFacts): Block[] {
  const until = addDays(plan.asAt, SOON)
  const next = rows
    .filter(
      ({ milestone, standing }) =>
        standing !== 'achieved' &&
        milestone.due?.on &&
        milestone.due.on >= plan.asAt &&
        milestone.due.on <= until,
    )
    .toSorted((a, b) => (a.milestone.due?.on ?? '').localeCompare(b.milestone.due?.on ?? ''))
  if (next.length === 0) return [paragraph(`Nothing falls due by ${formatDay(until)}.`)]
  const shown = next.slice(0, MOST)
  return [
    {
      kind: 'table',
      caption: `Due by ${formatDay(until)}: ${next.length > MOST ? `the first ${MOST} of ` : ''}${counted(next.length, 'milestone')}`,
      columns: [
        { header: 'Milestone', width: 57 },
        { header: 'Due', width: 21 },
        { header: 'Status', width: 22 },
      ],
      rows: shown.map(({ milestone, standing }) => [
        nameCell(milestone),
        textCell(milestone.due?.on ? formatDay(milestone.due.on) : 'Not given'),
        standing === 'dropped' ? textCell(standingName('not_reported')) : standingCell(standing),
      ]),
    },
  ]
}
