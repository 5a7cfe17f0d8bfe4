import type { TableFormat } from '../../platform/office/table.ts'

/** Every address of signing in and of access. */
export const identityPaths = {
  signIn: '/sign-in',
  signOut: '/sign-out',
  welcome: (token: string) => `/welcome/${token}`,
  demonstration: '/demonstration',
  access: '/access',
  people: '/people',
  postsTable: (format: TableFormat) => `/posts/list.${format}`,
  peopleTable: (format: TableFormat) => `/people/list.${format}`,
  endAccess: (personId: string) => `/people/${personId}/end-access`,
  giveAccess: (personId: string) => `/people/${personId}/give-access`,
  posts: '/posts',
  post: (postId: string) => `/posts/${postId}`,
  handPostOver: (postId: string) => `/posts/${postId}/hand-over`,
  integrations: '/integrations',
  endIntegration: (integrationId: string) => `/integrations/${integrationId}/end`,
  api: '/api',
  openapi: '/api/openapi.json',
  record: '/record',
  /** Entries from `before` on, downwards. */
  recordTable: (format: TableFormat, before: number | null = null) =>
    `/record/list.${format}${before === null ? '' : `?before=${before}`}`,
} as const
