import { ABOUT_FORMAT, type Format } from './domain/formats.ts'

/** What a report tells, as its address says it; what is left out is today, the whole plan, and no comparison. */
export interface ReportAddress {
  planId: string
  asAt?: string | null
  cycleId?: string | null
  sinceCycleId?: string | null
  reviewId?: string | null
}

/** Every address of the reports, and of the papers that were made of them. */
export const reportPaths = {
  reports: '/reports',
  choose: (of: ReportAddress) => `/reports?${queryOf(of)}`,
  layout: (code: string) => `/reports/${code}`,
  report: (code: string, of: ReportAddress) => `/reports/${code}?${queryOf(of)}`,
  owed: '/reports/owed',
  newSchedule: '/reports/owed/new',
  owedList: (format: 'csv' | 'xlsx') => `/reports/owed/list.${format}`,
  endSchedule: (id: string) => `/report-schedules/${id}/end`,
  papers: '/papers',
  papersSent: (sent: string) => `/papers?sent=${sent}`,
  papersList: (format: 'csv' | 'xlsx', sent = '') => `/papers/list.${format}${sent && `?sent=${sent}`}`,
  paper: (id: string) => `/papers/${id}`,
  file: (id: string, format: Format) => `/papers/${id}/paper.${ABOUT_FORMAT[format].ending}`,
  cancel: (id: string) => `/papers/${id}/cancel`,
  again: (id: string) => `/papers/${id}/again`,
  send: (id: string) => `/papers/${id}/send`,
} as const

function queryOf({ planId, asAt, cycleId, sinceCycleId, reviewId }: ReportAddress): string {
  const told = cycleId ? { month: cycleId } : asAt ? { asAt } : {}
  return new URLSearchParams({
    plan: planId,
    ...told,
    ...(sinceCycleId && { since: sinceCycleId }),
    ...(reviewId && { review: reviewId }),
  }).toString()
}
