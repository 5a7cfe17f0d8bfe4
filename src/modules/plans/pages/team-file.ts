import type { PlainDate } from '../../../platform/calendar.ts'
import { ageOf, type EvidencePiece } from '../../evidence/index.ts'
import { type MeasureLine, measureLines } from '../domain/criteria.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import { linesOf, type Team } from '../domain/team.ts'
import { type PlanRow, planRows } from './plan-query.ts'
import { leadsOnly } from './words.ts'

/** A milestone of a team, in its plan. */
export interface TeamRow extends PlanRow {
  plan: { id: string; title: string }
  /** Whether the team leads it, or only supports whoever does. */
  leads: boolean
}

/** What one team has promised, what proves it, and what is missing. */
export interface TeamFile {
  /** Live milestones, in the order of their plans. */
  rows: TeamRow[]
  measures: { planId: string; line: MeasureLine }[]
  /** Not withdrawn: what stands under those milestones and their success criteria, and what bears the team's name. */
  pieces: EvidencePiece[]
  /** Said to be completed, and no evidence stands there that still counts. */
  unproven: TeamRow[]
  /** Of those that still go on: no evidence yet. */
  waiting: TeamRow[]
  /** The team is in support, and nobody leads; or its partner leads as a whole, and no post or person does. */
  unnamed: TeamRow[]
  outOfDate: EvidencePiece[]
  soon: EvidencePiece[]
}

export interface TeamInput {
  team: Team
  plans: readonly PlanAsAt[]
  pieces: readonly EvidencePiece[]
}

export function fileOf({ team, plans, pieces }: TeamInput, today: PlainDate): TeamFile {
  const rows = plans.flatMap((plan) => teamRows(team, plan))
  const measures = plans.flatMap((plan) => measuresOf(team, plan, rows))
  const own = pieces.filter(isOfTeam(team, rows))
  const led = rows.filter(({ leads }) => leads)
  return {
    ...{ rows, measures, pieces: own },
    unproven: unprovenOf(led, today),
    waiting: led.filter((row) => row.standing !== 'achieved' && row.milestone.evidence.length === 0),
    unnamed: rows.filter(isUnnamed),
    outOfDate: own.filter((piece) => ageOf(piece, today) === 'out_of_date'),
    soon: own.filter((piece) => ageOf(piece, today) === 'soon'),
  }
}

/** Of what the team leads: said to be completed, and nothing stands there that counts on the day. */
export const unprovenOf = (rows: readonly TeamRow[], today: PlainDate): TeamRow[] =>
  rows.filter(
    ({ leads, standing, milestone }) =>
      leads &&
      standing === 'achieved' &&
      milestone.evidence.every((piece) => ageOf(piece, today) === 'out_of_date'),
  )

/** The live milestones of a plan under which a team stands. */
export const teamRows = (team: Team, plan: PlanAsAt): TeamRow[] =>
  planRows(plan).flatMap((row) => {
    const own = linesOf(team, row.milestone.leads)
    if (row.standing === 'dropped' || own.length === 0) return []
    return [{ ...row, plan: { id: plan.id, title: plan.title }, leads: leadsOnly(own).length > 0 }]
  })

const isUnnamed = ({ milestone }: TeamRow): boolean =>
  leadsOnly(milestone.leads).every(({ holder }) => holder?.kind === 'partner')

/** What measures the actions that the team leads, and those above its milestones. */
function measuresOf(team: Team, plan: PlanAsAt, rows: readonly TeamRow[]): TeamFile['measures'] {
  const above = new Set(rows.map(({ action }) => action.id))
  const actions = plan.actions.filter(
    ({ id, leads }) => above.has(id) || leadsOnly(linesOf(team, leads)).length > 0,
  )
  return measureLines({ actions, findings: [] }).map((line) => ({ planId: plan.id, line }))
}

function isOfTeam({ name }: Team, rows: readonly TeamRow[]): (piece: EvidencePiece) => boolean {
  const under = new Set(
    rows.flatMap(({ milestone, action }) => [milestone.id, ...action.criteria.map(({ id }) => id)]),
  )
  return ({ withdrawn, owner, uses }) =>
    withdrawn === null &&
    (owner.toLowerCase() === name.toLowerCase() ||
      uses.some(({ detached, target }) => detached === null && under.has(target.id)))
}
