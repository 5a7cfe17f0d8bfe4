import type { PlainDate } from '../../platform/calendar.ts'

export const FORMATS = ['html', 'docx', 'json'] as const
export type Format = (typeof FORMATS)[number]

/** Every address of the reports. */
export const reportPaths = {
  reports: '/reports',
  milestone: (planId: string, asAt: PlainDate) => `/reports/milestone?plan=${planId}&asAt=${asAt}`,
  milestoneFile: (planId: string, asAt: PlainDate, format: Format) =>
    `/reports/milestone.${format}?plan=${planId}&asAt=${asAt}`,
} as const
