/** Every address of the module for programs. */
export const apiPaths = {
  risks: '/api/v1/risks',
  risk: '/api/v1/risks/:id',
} as const
