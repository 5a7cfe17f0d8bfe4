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
  record: '/record',
} as const
