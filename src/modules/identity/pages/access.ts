import {
  isApiScope,
  PERMISSIONS,
  type Permission,
  ROLES,
  type Role,
} from '../../../platform/access/permissions.ts'
import { definePage } from '../../../platform/http/pages.ts'

export interface AccessPage {
  roles: string[]
  rows: { does: string; may: boolean[]; programs: string; doors: string[] }[]
}

interface Door {
  method: string
  url: string
  can: Permission | 'anyone'
}

/** The permission table as the code holds it: drawn from the same data that the routes obey. */
export function toAccessPage(doors: readonly Door[]): AccessPage {
  const roles = Object.keys(ROLES) as Role[]
  const permissions = Object.keys(PERMISSIONS) as Permission[]
  return {
    roles: roles.map((role) => ROLES[role]),
    rows: permissions.map((permission) => {
      const allowed: readonly Role[] = PERMISSIONS[permission].roles
      return {
        does: PERMISSIONS[permission].does,
        may: roles.map((role) => allowed.includes(role)),
        programs: isApiScope(permission) ? 'If given' : '–',
        doors: doors.filter((door) => door.can === permission).map((door) => `${door.method} ${door.url}`),
      }
    }),
  }
}

export const accessPage = definePage<AccessPage>('identity/pages/access.njk', () =>
  toAccessPage([{ method: 'GET', url: '/plans/:id', can: 'plans.view' }]),
)
