/** Every address of the module for programs. */
export const apiPaths = {
  months: '/api/v1/months',
  planMonths: '/api/v1/plans/:id/months',
  month: '/api/v1/months/:id',
  freezing: '/api/v1/months/:id/freezing',
  facts: '/api/v1/months/:id/facts',
  changes: '/api/v1/months/:id/changes',
} as const
