import type { PlainDate } from '../../platform/calendar.ts'
import type { TableFormat } from '../../platform/office/table.ts'

const asAtOf = (asAt: PlainDate | null): string => (asAt ? `?asAt=${asAt}` : '')

export const paths = {
  links: (planId: string, asAt: PlainDate | null = null): string => `/plans/${planId}/links${asAtOf(asAt)}`,
  linksTable: (planId: string, format: TableFormat, asAt: PlainDate | null = null): string =>
    `/plans/${planId}/links/list.${format}${asAtOf(asAt)}`,
  newLink: (planId: string): string => `/plans/${planId}/links/new`,
  keepLinks: (planId: string): string => `/plans/${planId}/links/keep`,
  endLink: (planId: string): string => `/plans/${planId}/links/end`,
  money: (planId: string, asAt: PlainDate | null = null): string => `/plans/${planId}/money${asAtOf(asAt)}`,
  moneyTable: (planId: string, format: TableFormat, asAt: PlainDate | null = null): string =>
    `/plans/${planId}/money/list.${format}${asAtOf(asAt)}`,
  newLine: (planId: string, actionId: string | null = null): string =>
    `/plans/${planId}/money/new${actionId ? `?action=${actionId}` : ''}`,
  correctLine: (id: string): string => `/budget-lines/${id}/correct`,
  endLine: (planId: string): string => `/plans/${planId}/money/end`,
  hostPlans: (): string => '/host-plans',
  hostPlansTable: (format: TableFormat): string => `/host-plans/list.${format}`,
  newHostPlan: (): string => '/host-plans/new',
  hostPlan: (id: string): string => `/host-plans/${id}`,
  changeHostPlan: (id: string): string => `/host-plans/${id}/change`,
  reviewHostPlan: (id: string): string => `/host-plans/${id}/reviews`,
  endHostPlan: (id: string): string => `/host-plans/${id}/end`,
  endCarriage: (of: 'milestone' | 'action', id: string): string => `/${of}s/${id}/carried-by/end`,
}
