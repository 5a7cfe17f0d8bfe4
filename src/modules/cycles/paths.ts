/** Every address of the months, and of the link by which a lead answers. */
export const cyclePaths = {
  months: '/months',
  openMonth: (planId: string) => `/plans/${planId}/months`,
  rule: (planId: string) => `/plans/${planId}/months/rule`,
  month: (id: string) => `/months/${id}`,
  list: (id: string, format: 'csv' | 'xlsx') => `/months/${id}/list.${format}`,
  ask: (id: string) => `/months/${id}/ask`,
  chase: (id: string) => `/months/${id}/chase`,
  days: (id: string) => `/months/${id}/days`,
  review: (id: string) => `/months/${id}/review`,
  freeze: (id: string) => `/months/${id}/freeze`,
  changes: (id: string, since: string | null = null) =>
    `/months/${id}/changes${since ? `?since=${since}` : ''}`,
  facts: (id: string) => `/months/${id}/facts.json`,
  revoke: (askId: string) => `/asks/${askId}/revoke`,
  renew: (askId: string) => `/asks/${askId}/renew`,
  asked: (token: string) => `/asked/${token}`,
  askedNotMine: (token: string, milestoneId: string) => `/asked/${token}/milestones/${milestoneId}/not-mine`,
  notMine: (milestoneId: string) => `/milestones/${milestoneId}/not-mine`,
  answer: (token: string, milestoneId: string) => `/asked/${token}/milestones/${milestoneId}`,
} as const
