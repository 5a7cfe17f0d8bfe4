import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { Threat } from '../../plans/index.ts'
import type { Challenge } from '../domain/challenges.ts'
import { type Risk, type RiskState, refOf } from '../domain/facts.ts'
import { byScore, isShown, type RiskFilter } from '../domain/filter.ts'
import { riskPaths } from '../paths.ts'
import { mayKeep, maySee } from '../policy.ts'
import { listChallenges } from '../queries/challenges.ts'
import { getRisk, listRisks, listStates, listThreats } from '../queries/read.ts'

export interface Register {
  /** All that the reader may see as at the day; the choices of the filter come from them. */
  all: Risk[]
  /** Those of the filter, the highest score first. */
  shown: Risk[]
  /** The day as at which it is read. */
  day: PlainDate
  today: PlainDate
}

/** The register as at a day: one query. A day to come is today. */
export async function readRegister(
  scope: Scope,
  filter: RiskFilter,
  asAt: PlainDate | null,
): Promise<Register> {
  const day = dayAsked(scope, asAt)
  const all = (await listRisks(scope, day)).filter((risk) => maySee(scope.actor, risk))
  const shown = all.filter((risk) => isShown(risk, filter, day)).sort(byScore)
  return { all, shown, day, today: scope.today }
}

const dayAsked = ({ today }: Scope, asAt: PlainDate | null): PlainDate =>
  asAt !== null && asAt < today ? asAt : today

export interface RiskRead {
  risk: Risk
  /** All that was said of it up to the day, oldest first. */
  states: RiskState[]
  day: PlainDate
  today: PlainDate
  mayKeep: boolean
  /** What boards asked of it by the day, oldest first. */
  challenges: Challenge[]
}

/** One risk as at a day. Errors: NotFound, also for whom it does not concern. */
export async function readRisk(scope: Scope, id: string, asAt: PlainDate | null): Promise<RiskRead> {
  const day = dayAsked(scope, asAt)
  const risk = await getSeen(scope, id, day)
  const states = await listStates(scope, id, day)
  const challenges = await listChallenges(scope, id, day)
  return { risk, states, challenges, day, today: scope.today, mayKeep: mayKeep(scope.actor, risk) }
}

export async function getSeen(scope: Scope, id: string, day: PlainDate): Promise<Risk> {
  const risk = await getRisk(scope, id, day)
  if (!maySee(scope.actor, risk)) throw new NotFound('risk')
  return risk
}

/**
 * The open risks and issues that threaten these findings, themes, actions or milestones on a day, by the id of each:
 * those that the actor may see, in one query.
 */
export async function threatsTo(
  scope: Scope,
  ids: readonly string[],
  day: PlainDate = scope.today,
): Promise<ReadonlyMap<string, Threat[]>> {
  const open = (await listThreats(scope, ids, day)).filter(
    (risk) => risk.now.state === 'open' && maySee(scope.actor, risk),
  )
  const past = day === scope.today ? null : day
  const pairs = open.sort(byScore).flatMap((risk) =>
    risk.links.map(({ id: threatened }) => ({
      threatened,
      threat: {
        ...{ id: risk.id, ref: refOf(risk), title: risk.now.title },
        href: riskPaths.one(risk.id, past),
      },
    })),
  )
  const wanted = new Set(ids)
  const grouped = Map.groupBy(
    pairs.filter(({ threatened }) => wanted.has(threatened)),
    ({ threatened }) => threatened,
  )
  return new Map([...grouped].map(([id, list]) => [id, list.map(({ threat }) => threat)]))
}
