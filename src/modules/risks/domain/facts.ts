import type { PlainDate } from '../../../platform/calendar.ts'
import type { Rating } from './score.ts'

/** A risk may happen; an issue has happened. */
export const KINDS = { risk: 'Risk', issue: 'Issue' } as const

export type RiskKind = keyof typeof KINDS

export const RESPONSES = {
  treat: 'Treat',
  tolerate: 'Tolerate',
  transfer: 'Transfer',
  terminate: 'Terminate',
} as const

export type Response = keyof typeof RESPONSES

/** Who sees to it. Words alone where it is nobody of the area's people and posts. */
export interface Owner {
  personId: string | null
  postId: string | null
  words: string
}

/** All that is said of a risk at one time. */
export interface RiskWords {
  title: string
  cause: string
  effect: string
  /** With nothing done about it. */
  before: Rating
  /** With what is done about it. */
  after: Rating
  response: Response
  responseWords: string
  owner: Owner
  reviewOn: PlainDate | null
}

export interface RiskState extends RiskWords {
  id: string
  state: 'open' | 'closed'
  /** Why it was changed, closed or opened again; null when it was raised. */
  because: string | null
  author: string
  saidOn: PlainDate
}

/** What a risk threatens: a thing of its plan. */
export const TARGETS = {
  finding: 'Finding',
  theme: 'Theme',
  action: 'Action',
  milestone: 'Milestone',
} as const

export type TargetKind = keyof typeof TARGETS

export interface Target {
  kind: TargetKind
  id: string
}

export interface RiskLink extends Target {
  linkId: string
  ref: string | null
  words: string
  from: PlainDate
}

/** A risk or an issue as it stood on a day. */
export interface Risk {
  id: string
  kind: RiskKind
  /** Counted within the plan, over risks and issues together. */
  number: number
  plan: { id: string; title: string }
  raisedOn: PlainDate
  raisedBy: string
  raisedById: string | null
  now: RiskState
  links: RiskLink[]
}

/** "R3", "I4": how people speak of it. */
export const refOf = ({ kind, number }: Pick<Risk, 'kind' | 'number'>): string =>
  `${kind === 'risk' ? 'R' : 'I'}${number}`

/** Whether the day by which it was to be looked at again has passed. */
export const isOverdue = ({ now }: Pick<Risk, 'now'>, today: PlainDate): boolean =>
  now.state === 'open' && now.reviewOn !== null && now.reviewOn < today
