import type { PlainDate } from '../../platform/calendar.ts'
import type { TableFormat } from '../../platform/office/table.ts'
import { query } from '../../platform/words.ts'
import type { RiskFilter } from './domain/filter.ts'

/** A view of the register: what it is narrowed to, and the past day as at which it is read. */
export interface RiskView extends Partial<RiskFilter> {
  asAt?: PlainDate | null
}

export const riskPaths = {
  register: (view: RiskView = {}): string => `/risks${viewed(view)}`,
  table: (format: TableFormat, view: RiskView = {}): string => `/risks/list.${format}${viewed(view)}`,
  matrix: (view: RiskView = {}): string => `/risks/matrix${viewed(view)}`,
  /** `threatens` names the finding, theme, action or milestone from whose page somebody comes. */
  raise: (from: { plan?: string | null; threatens?: string | null } = {}): string =>
    `/risks/new${query(from)}`,
  one: (id: string, asAt: PlainDate | null = null): string => `/risks/${id}${query({ asAt })}`,
  change: (id: string): string => `/risks/${id}/change`,
  review: (id: string): string => `/risks/${id}/review`,
  close: (id: string): string => `/risks/${id}/close`,
  reopen: (id: string): string => `/risks/${id}/reopen`,
  challenge: (id: string): string => `/risks/${id}/challenges`,
  answer: (id: string): string => `/risks/${id}/answers`,
  link: (id: string): string => `/risks/${id}/links`,
  unlink: (id: string): string => `/risks/${id}/links/end`,
}

const viewed = ({ cell, state, ...view }: RiskView): string =>
  query({
    ...view,
    state: state === 'open' ? null : state,
    cell: cell && `${cell.side}-${cell.likelihood}-${cell.impact}`,
  })
