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
  drawn: (code: string) => `/reports/${code}`,
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
  /** What people write into a plan's report. */
  texts: (planId: string, layout: string) => `/plans/${planId}/report-texts/${layout}`,
  layouts: '/report-layouts',
  layout: (code: string) => `/report-layouts/${code}`,
  copyLayout: (code: string) => `/report-layouts/${code}/copy`,
  changeLayout: (code: string) => `/report-layouts/${code}/change`,
  endLayout: (code: string) => `/report-layouts/${code}/end`,
  previewLayout: (code: string) => `/report-layouts/${code}/preview`,
  /** Moves a part, or takes it away. */
  layoutParts: (code: string) => `/report-layouts/${code}/parts`,
  newLayoutPart: (code: string, kind: string | null = null) =>
    `/report-layouts/${code}/parts/new${kind ? `?kind=${kind}` : ''}`,
  /** Parts are counted from 1. */
  layoutPart: (code: string, place: number | string) => `/report-layouts/${code}/parts/${place}`,
  /** Words of a plan that the glossary could explain. */
  offers: (planId: string | null = null) => `/glossary/offers${planId ? `?plan=${planId}` : ''}`,
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
