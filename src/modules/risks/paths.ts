import type { PlainDate } from '../../platform/calendar.ts'
import type { TableFormat } from '../../platform/office/table.ts'
import type { RiskFilter } from './domain/filter.ts'

/** A view of the register: what it is narrowed to, and the past day as at which it is read. */
export interface RiskView extends Partial<RiskFilter> {
  asAt?: PlainDate | null
}

export const riskPaths = {
  register: (view: RiskView = {}): string => `/risks${query(view)}`,
  table: (format: TableFormat, view: RiskView = {}): string => `/risks/list.${format}${query(view)}`,
  matrix: (view: RiskView = {}): string => `/risks/matrix${query(view)}`,
  /** `threatens` names the finding, theme, action or milestone from whose page somebody comes. */
  raise: (from: { plan?: string | null; threatens?: string | null } = {}): string =>
    `/risks/new${search(from)}`,
  one: (id: string, asAt: PlainDate | null = null): string => `/risks/${id}${search({ asAt })}`,
  change: (id: string): string => `/risks/${id}/change`,
  review: (id: string): string => `/risks/${id}/review`,
  close: (id: string): string => `/risks/${id}/close`,
  reopen: (id: string): string => `/risks/${id}/reopen`,
  link: (id: string): string => `/risks/${id}/links`,
  unlink: (id: string): string => `/risks/${id}/links/end`,
}

const query = ({ cell, state, ...view }: RiskView): string =>
  search({
    ...view,
    state: state === 'open' ? null : state,
    cell: cell && `${cell.side}-${cell.likelihood}-${cell.impact}`,
  })

function search(fields: object): string {
  const pairs = Object.entries(fields).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '',
  )
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}
