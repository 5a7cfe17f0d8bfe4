import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import type { EvidencePiece } from '../../evidence/index.ts'
import { verdictOf } from '../domain/criteria.ts'
import type { Team } from '../domain/team.ts'
import { paths } from '../paths.ts'
import { examplePieces, examplePlaces } from './evidence-example.ts'
import { type NamedPlace, type SupportView, supportsOf } from './evidence-supports.ts'
import { type EvidenceLine, toEvidenceLine } from './evidence-words.ts'
import { EXAMPLE_TODAY, examplePlan } from './example.ts'
import { describedHref, describedName, toMeasureView, VERDICT_CODES, VERDICT_WORDS } from './measure-words.ts'
import { fileOf, type TeamFile, type TeamInput, type TeamRow } from './team-file.ts'
import { overdue, type StatusView, statedDate, statusView } from './words.ts'

/** One team: what is missing, its part of the plans, and its evidence. */
export interface TeamPage {
  name: string
  about: string
  back: string
  missing: {
    id: string
    heading: string
    why: string
    rows: { name: string; href: string; words: string }[]
  }[]
  plan: {
    words: string
    takeAway: TakeAway | null
    rows: TeamLine[]
  }
  measures: MeasureLineView[]
  evidence: {
    words: string
    takeAway: TakeAway | null
    rows: (EvidenceLine & { supports: SupportView[] })[]
  }
}

interface TeamLine {
  name: string
  href: string
  plan: string
  status: StatusView
  due: string
  overdue: string | null
  part: string
  proof: string
  unproven: boolean
}

interface MeasureLineView {
  name: string
  href: string
  of: { name: string; href: string }
  code: string
  standing: string
  said: string | null
  old: string | null
}

export function toTeamPage(
  { places, ...input }: TeamInput & { places: readonly NamedPlace[] },
  today: PlainDate,
): TeamPage {
  const file = fileOf(input, today)
  const { team } = input
  return {
    ...{ name: team.name, about: aboutOf(team, today), back: paths.teams() },
    missing: missingOf(file, today),
    plan: {
      words: `${counted(file.rows.length, 'milestone')} that go on or are completed, in the order of the plan`,
      takeAway: file.rows.length === 0 ? null : takeAway((format) => paths.teamPlanTable(team.id, format)),
      rows: file.rows.map((row) => toLine(row, file, today)),
    },
    measures: file.measures.map((one) => toMeasure(one, today)),
    evidence: {
      words: `${counted(file.pieces.length, 'piece')}: what stands under its milestones and success criteria, and what it owns`,
      takeAway:
        file.pieces.length === 0 ? null : takeAway((format) => paths.teamEvidenceTable(team.id, format)),
      rows: file.pieces.map((piece) => ({
        ...toEvidenceLine(piece, today),
        supports: supportsOf(piece, places),
      })),
    },
  }
}

const aboutOf = ({ kind, partner }: Team, today: PlainDate): string => {
  const whose =
    kind === 'partner' ? 'A partner, with its posts and people' : `A post${partner ? ` of ${partner}` : ''}`
  return `${whose}. As it stands on ${formatDay(today)}.`
}

function missingOf(file: TeamFile, today: PlainDate): TeamPage['missing'] {
  const late = file.rows.filter((row) => row.overdue)
  const milestones = (rows: readonly TeamRow[]) =>
    rows.map((row) => ({ ...nameOf(row), words: dueOf(row, today) }))
  const evidence = (pieces: readonly EvidencePiece[]) =>
    pieces.map((piece) => {
      const { title, href, age } = toEvidenceLine(piece, today)
      return { name: title, href, words: age ?? '' }
    })
  return [
    {
      ...{ id: 'unproven', heading: 'Completed without evidence', rows: milestones(file.unproven) },
      why: 'Nothing stands there, or only what is out of date. Add what proves it.',
    },
    {
      ...{ id: 'old', heading: 'Evidence that is out of date', rows: evidence(file.outOfDate) },
      why: 'It no longer counts. Put a newer version in its place.',
    },
    {
      ...{ id: 'late', heading: 'Overdue', rows: milestones(late) },
      why: 'Say what is done, or ask for another date.',
    },
    {
      ...{ id: 'unnamed', heading: 'Nobody named', rows: milestones(file.unnamed) },
      why: 'No post or person leads. Whoever runs the plan can name one.',
    },
    {
      ...{ id: 'soon', heading: 'Out of date within 30 days', rows: evidence(file.soon) },
      why: 'Find out now who has the next.',
    },
    {
      ...{ id: 'waiting', heading: 'No evidence yet', rows: milestones(file.waiting) },
      why: 'They still go on. Evidence can be added before they are completed.',
    },
  ].filter(({ rows }) => rows.length > 0)
}

const nameOf = ({ milestone }: TeamRow): { name: string; href: string } => ({
  name: [milestone.ref, milestone.words].filter(Boolean).join(' '),
  href: paths.milestone(milestone.id),
})

const dueOf = ({ milestone, standing }: TeamRow, today: PlainDate): string => {
  const late = overdue(milestone.due, standing, today)
  return `Due ${statedDate(milestone.due) ?? 'on no date'}${late ? `, ${late}` : ''}`
}

function toLine(row: TeamRow, { unproven }: TeamFile, today: PlainDate): TeamLine {
  const { milestone, standing } = row
  return {
    ...nameOf(row),
    plan: row.plan.title,
    status: statusView(standing, milestone.latest),
    due: statedDate(milestone.due) ?? 'No date',
    overdue: overdue(milestone.due, standing, today),
    part: row.leads ? 'Leads' : 'In support',
    proof: milestone.evidence.length === 0 ? 'None' : counted(milestone.evidence.length, 'piece'),
    unproven: unproven.includes(row),
  }
}

function toMeasure({ planId, line }: TeamFile['measures'][number], today: PlainDate): MeasureLineView {
  const of = { name: describedName(line.of), href: describedHref(line.of, planId) }
  const { measure, criterion } = line
  const verdict = verdictOf(line)
  const stands = { code: VERDICT_CODES[verdict], standing: VERDICT_WORDS[verdict] }
  if (!measure)
    return { ...{ of, name: criterion?.words ?? '', href: of.href, ...stands }, said: null, old: null }
  const { words, href, said, old } = toMeasureView(measure, today)
  return {
    ...{ of, name: words, href, ...stands, old },
    said: said && `${said.value ? `${said.value}. ` : ''}${said.words} (${said.byline})`,
  }
}

export const teamPage = definePage<TeamPage>('plans/pages/team.njk', () =>
  toTeamPage(
    {
      team: { kind: 'partner', id: 'partner-1', name: 'Anyshire Council', partner: null },
      ...{ plans: [examplePlan(4)], pieces: examplePieces(), places: examplePlaces() },
    },
    EXAMPLE_TODAY,
  ),
)
