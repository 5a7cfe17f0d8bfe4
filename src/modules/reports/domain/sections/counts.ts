import {
  type Block,
  type Cell,
  type Chart,
  type Column,
  type Table,
  textCell,
} from '../../../../platform/office/description.ts'
import { COLOURS } from '../../../../platform/office/look.ts'
import { number, tableOf, text } from '../../../../platform/office/table.ts'
import { counted } from '../../../../platform/words.ts'
import { stackedBars } from '../../../../ui/charts/stacked-bars.ts'
import { figureCell, standingCell, standingHeader, standingName } from '../cells.ts'
import { STATUSES } from '../plan.ts'
import type { MilestoneReportFacts, ReportCounts, Standing } from '../report-facts.ts'
import type { SectionKind } from '../section-kind.ts'
import { statusMark } from '../standing.ts'

/** Milestones by status, a theme a row; as bars above it, where the layout wants them. */
export const countsSection: SectionKind<'counts'> = {
  blocks: ({ heading, chart }, { report }, { orientation }): Block[] => [
    { kind: 'heading', level: 2, text: heading },
    ...(chart && report.counts.milestones > 0 ? [countsChart(report)] : []),
    orientation === 'portrait' && report.themes.length <= MOST_ACROSS ? upright(report) : countsTable(report),
  ],
  tables: (_section, { report }) => [
    tableOf('Milestones by status', report.themes, [
      text('Theme', ({ name }) => name),
      ...shownStandings(report.counts).map((standing) =>
        number<MilestoneReportFacts['themes'][number]>(
          standingName(standing),
          ({ counts }) => counts.byStanding[standing],
        ),
      ),
      number('All', ({ counts }) => counts.milestones),
      number('Past due', ({ counts }) => counts.overdue),
    ]),
  ],
}

function countsChart({ themes, counts }: MilestoneReportFacts): Chart {
  const standings = shownStandings(counts).filter((standing) => counts.byStanding[standing] > 0)
  const bars = themes.map((theme) => ({
    name: theme.name,
    values: standings.map((standing) => theme.counts.byStanding[standing]),
  }))
  const said = standings.map(
    (standing) => `${counts.byStanding[standing]} ${standingName(standing).toLowerCase()}`,
  )
  return {
    kind: 'chart',
    svg: stackedBars({ series: standings.map(seriesOf), bars }),
    alt: `${counted(counts.milestones, 'milestone')} in ${counted(themes.length, 'theme')}: ${said.join(', ')}. The table below has every number.`,
    caption: 'Milestones by status and theme',
  }
}

function seriesOf(standing: Standing) {
  const name = standingName(standing)
  if (standing === 'other_words' || standing === 'not_reported')
    return { name, colour: '#ffffff', ink: '#0b0c0c' }
  const { ground, ink } = COLOURS[statusMark(standing).colour]
  return { name, colour: `#${ground}`, ink: `#${ink}` }
}

/** As many themes as stand beside each other across an upright page. */
const MOST_ACROSS = 6

/** On an upright page the statuses, which have long words, go down, and the themes across. */
function upright({ themes, counts }: MilestoneReportFacts): Table {
  const many = themes.length > 1 ? themes : []
  const across = [...many.map(({ counts }) => counts), counts]
  const line = (name: Cell, of: (counts: ReportCounts) => number): Cell[] => [
    { ...name, heads: true },
    ...across.map((one, at) => figureCell(of(one), at === across.length - 1)),
  ]
  return {
    kind: 'table',
    caption: 'Milestones by status',
    columns: [
      { header: 'Status', width: 19 },
      ...themeColumns(many.map(({ name }) => name)),
      { header: 'All', width: 9, figures: true },
    ],
    rows: [
      ...shownStandings(counts).map((one) => line(standingCell(one), ({ byStanding }) => byStanding[one])),
      line(textCell('All'), ({ milestones }) => milestones),
      line(textCell('Past due'), ({ overdue }) => overdue),
    ],
  }
}

/** Wide as their longest words, which would be cut in the middle otherwise, and the edges of a cell. Percent of the page. */
function themeColumns(names: readonly string[]): Column[] {
  const letters = names.map((name) => 3 + Math.max(...name.split(/\s+/).map(({ length }) => length)))
  const all = letters.reduce((sum, count) => sum + count, 0)
  return names.map((header, at) => ({ header, width: (72 * (letters[at] ?? 0)) / all, figures: true }))
}

/** A theme a row, a status a column; the standings outside the key stand beside it only where there are any. */
function countsTable(report: MilestoneReportFacts): Table {
  const standings = shownStandings(report.counts)
  const many = report.themes.length > 1
  const rows = many ? report.themes.map((theme) => countsRow(theme.name, theme.counts, standings)) : []
  return {
    kind: 'table',
    caption: 'Milestones by status',
    columns: [
      { header: 'Theme', width: 20.6 },
      ...standings.map(standingColumn),
      { header: 'All', width: 7, figures: true },
      { header: 'Past due', width: 8, figures: true },
    ],
    rows: [...rows, countsRow('All themes', report.counts, standings, true)],
  }
}

function shownStandings(counts: ReportCounts): Standing[] {
  const outside: Standing[] = ['other_words', 'not_reported']
  return [...STATUSES, ...outside.filter((standing) => counts.byStanding[standing] > 0)]
}

const standingColumn = (standing: Standing): Column => ({
  ...{ header: standingHeader(standing), width: 9.2, figures: true },
})

function countsRow(name: string, counts: ReportCounts, standings: Standing[], total = false): Cell[] {
  const figures = [
    ...standings.map((standing) => counts.byStanding[standing]),
    counts.milestones,
    counts.overdue,
  ]
  const cells = [name, ...figures.map(String)].map((text): Cell => {
    return { content: [{ kind: 'paragraph', runs: [{ text, bold: total }] }] }
  })
  return cells.map((cell, index) => (index === 0 ? { ...cell, heads: true } : cell))
}
