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
} as const

/** A report of only what answers one review. */
function only(review: string | null): string {
  return review ? `&review=${review}` : ''
}
