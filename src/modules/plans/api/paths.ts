/** Every address of the module for programs. */
export const apiPaths = {
  plans: '/api/v1/plans',
  plan: '/api/v1/plans/:id',
  findings: '/api/v1/plans/:id/findings',
  action: '/api/v1/actions/:id',
  judgements: '/api/v1/actions/:id/judgements',
  milestone: '/api/v1/milestones/:id',
  updates: '/api/v1/milestones/:id/updates',
  changes: '/api/v1/milestones/:id/changes',
  milestoneEvidence: '/api/v1/milestones/:id/evidence',
  milestoneFiles: '/api/v1/milestones/:id/files',
  evidence: '/api/v1/evidence',
  piece: '/api/v1/evidence/:id',
  uses: '/api/v1/evidence/:id/uses',
  withdrawal: '/api/v1/evidence/:id/withdrawal',
} as const
