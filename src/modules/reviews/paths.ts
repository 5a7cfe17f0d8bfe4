import type { PlainDate } from '../../platform/calendar.ts'
import type { TableFormat } from '../../platform/office/table.ts'
import { query } from '../../platform/words.ts'

/** Every address of the register of reviews. */
export const paths = {
  reviews: (view: ReviewView = {}): string => `/reviews${query(view)}`,
  reviewsTable: (format: TableFormat, view: ReviewView = {}): string =>
    `/reviews/list.${format}${query(view)}`,
  newReview: (): string => '/reviews/new',
  review: (id: string, asAt: PlainDate | null = null): string => `/reviews/${id}${query({ asAt })}`,
  /** A finding on the page of its review. */
  finding: (reviewId: string, findingId: string): string => `/reviews/${reviewId}#finding-${findingId}`,
  findingsTable: (id: string, format: TableFormat): string => `/reviews/${id}/list.${format}`,
  changeReview: (id: string): string => `/reviews/${id}/change`,
  document: (id: string): string => `/reviews/${id}/document`,
  judgements: (id: string): string => `/reviews/${id}/judgements`,
  withdrawJudgement: (id: string): string => `/reviews/${id}/judgements/withdraw`,
  attach: (id: string): string => `/reviews/${id}/plans`,
  addFindings: (id: string): string => `/reviews/${id}/findings`,
  changeFinding: (id: string): string => `/findings/${id}/change`,
  groups: (): string => '/finding-groups',
  newGroup: (): string => '/finding-groups/new',
  group: (id: string): string => `/finding-groups/${id}`,
  /** Where findings are added to a group. */
  groupMembers: (id: string): string => `/finding-groups/${id}/members`,
  takeOut: (id: string): string => `/finding-groups/${id}/take-out`,
  renameGroup: (id: string): string => `/finding-groups/${id}/words`,
} as const

export interface ReviewView {
  kind?: string | null
  state?: string | null
}
