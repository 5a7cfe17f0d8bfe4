export const homePaths = {
  home: '/',
  /** Saves a milestone from the home page, and leads back to it. */
  update: (milestoneId: string) => `/updates/${milestoneId}?from=home`,
} as const
