import type { PlainDate } from '../../../platform/calendar.ts'
import { isOverdue, type Risk, type RiskKind } from './facts.ts'
import { type Band, bandOf, type Rating, scoreOf } from './score.ts'

/** What the register can be narrowed to. */
export interface RiskFilter {
  plan: string | null
  kind: RiskKind | null
  state: 'open' | 'closed' | 'all'
  /** "post:…", "person:…" or "words:…": see `ownerKey`. */
  owner: string | null
  review: 'overdue' | null
  band: Band['key'] | null
  /** One cell of the matrix. */
  cell: Cell | null
  /** The finding, theme, action or milestone that is threatened. */
  threatens: string | null
}

export interface Cell extends Rating {
  side: Side
}

export type Side = 'before' | 'after'

export const EVERYTHING_OPEN: RiskFilter = {
  ...{ plan: null, kind: null, state: 'open', owner: null },
  ...{ review: null, band: null, cell: null, threatens: null },
}

/** Whether it shows less, or other things, than everything that is open. */
export const isNarrowed = ({ state, ...filter }: RiskFilter): boolean =>
  state !== 'open' || Object.values(filter).some((wanted) => wanted !== null)

export const ownerKey = ({ now: { owner } }: Pick<Risk, 'now'>): string => {
  if (owner.postId) return `post:${owner.postId}`
  return owner.personId ? `person:${owner.personId}` : `words:${owner.words}`
}

/** Whether the register shows a risk, on the day as at which it is read. */
export const isShown = (risk: Risk, filter: RiskFilter, day: PlainDate): boolean =>
  fits(filter.plan, risk.plan.id) &&
  fits(filter.kind, risk.kind) &&
  fits(filter.state === 'all' ? null : filter.state, risk.now.state) &&
  fits(filter.owner, ownerKey(risk)) &&
  fits(filter.band, bandOf(scoreOf(risk.now.after)).key) &&
  (filter.review === null || isOverdue(risk, day)) &&
  (filter.cell === null || isIn(risk, filter.cell)) &&
  (filter.threatens === null || risk.links.some(({ id }) => id === filter.threatens))

const fits = <T>(wanted: T | null, held: T): boolean => wanted === null || wanted === held

const isIn = ({ now }: Risk, { side, likelihood, impact }: Cell): boolean =>
  now[side].likelihood === likelihood && now[side].impact === impact

/** The highest score first; of the same score, what is to be looked at soonest, and then as they were raised. */
export const byScore = (a: Risk, b: Risk): number =>
  scoreOf(b.now.after) - scoreOf(a.now.after) ||
  (a.now.reviewOn ?? '9999').localeCompare(b.now.reviewOn ?? '9999') ||
  a.plan.title.localeCompare(b.plan.title) ||
  a.number - b.number
