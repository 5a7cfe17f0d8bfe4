/** Every address of bringing plans in. */
export const importPaths = {
  imports: '/imports',
  start: '/imports/new',
  preview: (id: string) => `/imports/${id}`,
  confirm: (id: string) => `/imports/${id}/confirm`,
  discard: (id: string) => `/imports/${id}/discard`,
  original: (id: string) => `/imports/${id}/original`,
} as const
