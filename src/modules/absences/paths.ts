export const absencePaths = {
  standIns: '/stand-ins',
  endStandIn: (id: string) => `/stand-ins/${id}/end`,
} as const
