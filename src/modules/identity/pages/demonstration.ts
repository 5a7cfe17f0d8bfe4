import { ROLES } from '../../../platform/access/permissions.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { identityPaths } from '../paths.ts'
import type { PersonRow } from '../queries/people.ts'

export interface DemonstrationPage {
  action: string
  areaName: string
  people: { id: string; name: string; does: string; partner: string }[]
}

export function toDemonstrationPage(areaName: string, people: readonly PersonRow[]): DemonstrationPage {
  return {
    action: identityPaths.demonstration,
    areaName,
    people: people
      .filter((person) => person.roles.length > 0)
      .map((person) => ({
        id: person.id,
        name: person.name,
        does: person.roles.map(({ role }) => ROLES[role]).join(', '),
        partner: person.partner ?? '',
      })),
  }
}

export const demonstrationPage = definePage<DemonstrationPage>('identity/pages/demonstration.njk', () => ({
  action: identityPaths.demonstration,
  areaName: 'Anyshire',
  people: [
    {
      id: '0190a000-0000-7000-8000-000000000002',
      name: 'Programme Manager',
      does: 'Programme manager',
      partner: 'Anyshire Council',
    },
  ],
}))
