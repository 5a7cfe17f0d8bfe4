/** Every address of signing in and of access. */
export const identityPaths = {
  signIn: '/sign-in',
  signOut: '/sign-out',
  welcome: (token: string) => `/welcome/${token}`,
  demonstration: '/demonstration',
  access: '/access',
  people: '/people',
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
} as const
