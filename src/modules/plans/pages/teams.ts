import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { evidencePaths } from '../../evidence/index.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import type { Team } from '../domain/team.ts'
import { paths } from '../paths.ts'
import { examplePlan } from './example.ts'
import { teamRows, unprovenOf } from './team-file.ts'

/** The teams that have something to do, partners first, and how each stands. */
export interface TeamsPage {
  groups: { name: string; rows: TeamSum[] }[]
  register: string
}

interface TeamSum {
  name: string
  href: string
  partner: string
  milestones: string
  overdue: string
  unproven: string
}

export function toTeamsPage({
  teams,
  plans,
}: {
  teams: readonly Team[]
  plans: readonly PlanAsAt[]
}): TeamsPage {
  const sums = (kind: Team['kind']) =>
    teams.filter((team) => team.kind === kind).flatMap((team) => toSum(team, plans) ?? [])
  const groups = [
    { name: 'Partners', rows: sums('partner') },
    { name: 'Posts', rows: sums('post') },
  ]
  return { groups: groups.filter(({ rows }) => rows.length > 0), register: evidencePaths.register() }
}

/** Null for a team that stands under no live milestone. */
function toSum(team: Team, plans: readonly PlanAsAt[]): TeamSum | null {
  const rows = plans.flatMap((plan) => teamRows(team, plan))
  if (rows.length === 0) return null
  const without = plans.flatMap((plan) => unprovenOf(teamRows(team, plan), plan.asAt)).length
  return {
    ...{ name: team.name, href: paths.team(team.id), partner: team.partner ?? '' },
    milestones: counted(rows.length, 'milestone'),
    overdue: `${rows.filter((row) => row.overdue).length} overdue`,
    unproven: `${without} completed without evidence that counts`,
  }
}

export const teamsPage = definePage<TeamsPage>('plans/pages/teams.njk', () =>
  toTeamsPage({
    teams: [
      { kind: 'partner', id: 'partner-1', name: 'Anyshire Council', partner: null },
      { kind: 'partner', id: 'partner-2', name: 'NHS Anyshire', partner: null },
    ],
    plans: [examplePlan(6)],
  }),
)
