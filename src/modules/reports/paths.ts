import type { PlainDate } from '../../platform/calendar.ts'

export const FORMATS = ['html', 'docx', 'json'] as const
export type Format = (typeof FORMATS)[number]

/** Every address of the reports. */
export const reportPaths = {
  reports: '/reports',
  milestone: (planId: string, asAt: PlainDate, review: string | null = null) =>
    `/reports/milestone?plan=${planId}&asAt=${asAt}${only(review)}`,
  milestoneFile: (planId: string, asAt: PlainDate, format: Format, review: string | null = null) =>
    `/reports/milestone.${format}?plan=${planId}&asAt=${asAt}${only(review)}`,
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

/** A report of only what answers one review. */
function only(review: string | null): string {
  return review ? `&review=${review}` : ''
}
