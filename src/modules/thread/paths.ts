import type { PlainDate } from '../../platform/calendar.ts'
import type { TableFormat } from '../../platform/office/table.ts'

/** The lists that the numbers at the top of a coverage page lead to. */
export const ONLY = ['unanswered', 'unproved', 'late', 'loose'] as const
export type Only = (typeof ONLY)[number]

export interface CoverageAddress {
  review?: string | null
  only?: Only | null
  page?: number | null
  asAt?: PlainDate | null
}

export interface MilestonesAddress {
  only?: 'nothing' | null
  page?: number | null
  asAt?: PlainDate | null
}

export interface CrosswalkAddress {
  review?: string | null
  asAt?: PlainDate | null
}

export const threadPaths = {
  coverage: (planId: string, view: CoverageAddress = {}): string => `/plans/${planId}/coverage${query(view)}`,
  coverageTable: (planId: string, format: TableFormat, view: CoverageAddress = {}): string =>
    `/plans/${planId}/coverage/list.${format}${query(view)}`,
  milestones: (planId: string, view: MilestonesAddress = {}): string =>
    `/plans/${planId}/coverage/milestones${query(view)}`,
  milestonesTable: (planId: string, format: TableFormat, view: MilestonesAddress = {}): string =>
    `/plans/${planId}/coverage/milestones/list.${format}${query(view)}`,
  crosswalk: (planId: string, view: CrosswalkAddress = {}): string =>
    `/plans/${planId}/crosswalk${query(view)}`,
  crosswalkTable: (planId: string, format: TableFormat, view: CrosswalkAddress = {}): string =>
    `/plans/${planId}/crosswalk/list.${format}${query(view)}`,
  review: (reviewId: string, asAt: PlainDate | null = null): string =>
    `/reviews/${reviewId}/coverage${query({ asAt })}`,
  reviewTable: (reviewId: string, format: TableFormat, asAt: PlainDate | null = null): string =>
    `/reviews/${reviewId}/coverage/list.${format}${query({ asAt })}`,
}

/** What is null, and the first page, go without saying. */
function query(fields: object): string {
  const pairs = Object.entries(fields).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' || (typeof value === 'number' && value > 1) ? [[name, String(value)]] : [],
  )
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}
