import { ROLES } from '../../../platform/access/permissions.ts'
import { formatDay } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { identityPaths } from '../paths.ts'
import type { PersonRow } from '../queries/people.ts'
import { type Tab, tabsOf } from './tabs.ts'

export interface PeoplePage {
  tabs: Tab[]
  action: string
  count: string
  takeAway: TakeAway
  people: {
    name: string
    email: string
    partner: string
    does: string
    posts: string
    state: string
    /** Null where there is nothing to end, or it is the reader themselves. */
    endAccess: string | null
    /** Set for somebody who has no access and an address to send a link to. */
    giveAccess: string | null
  }[]
  partners: { value: string; text: string; selected: boolean }[]
  roles: { value: string; text: string; selected: boolean }[]
  values: { name: string; email: string; until: string }
  errors: FieldError[]
}

export function toPeoplePage(input: {
  people: readonly PersonRow[]
  partners: readonly { id: string; name: string }[]
  readerId: string | null
  values: FormValues
  errors: FieldError[]
}): PeoplePage {
  const text = (key: string) => (typeof input.values[key] === 'string' ? input.values[key] : '')
  return {
    tabs: tabsOf(identityPaths.people),
    action: identityPaths.people,
    count: `${counted(input.people.length, 'person', 'people')}, by name`,
    takeAway: takeAway(identityPaths.peopleTable),
    people: input.people.map((person) => toPersonRow(person, input.readerId)),
    partners: input.partners.map(({ id, name }) => ({
      value: id,
      text: name,
      selected: text('partner') === id,
    })),
    roles: Object.entries(ROLES).map(([value, name]) => ({
      value,
      text: name,
      selected: text('role') === value,
    })),
    values: { name: text('name'), email: text('email'), until: text('until') },
    errors: input.errors,
  }
}

function toPersonRow(person: PersonRow, readerId: string | null): PeoplePage['people'][number] {
  const roles = person.roles.map(
    ({ role, until }) => ROLES[role] + (until ? ` until ${formatDay(until)}` : ''),
  )
  return {
    name: person.name,
    email: person.email ?? '',
    partner: person.partner ?? '',
    does: roles.join(', ') || 'No access',
    posts: person.posts.join(', '),
    state: person.hasAccount ? 'Has a passphrase' : 'No passphrase yet',
    endAccess: roles.length > 0 && person.id !== readerId ? identityPaths.endAccess(person.id) : null,
    giveAccess: roles.length === 0 && person.email ? identityPaths.giveAccess(person.id) : null,
  }
}

export const peoplePage = definePage<PeoplePage>('identity/pages/people.njk', () =>
  toPeoplePage({
    people: [
      {
        id: '0190a000-0000-7000-8000-000000000002',
        name: 'Programme Manager',
        email: 'programme.manager@anyshire.example',
        partner: 'Anyshire Council',
        roles: [{ role: 'programme_manager', until: '2027-03-31' }],
        posts: ['Programme Manager'],
        hasAccount: true,
      },
    ],
    partners: [{ id: '0190a000-0000-7000-8000-000000000003', name: 'Anyshire Council' }],
    readerId: null,
    values: { name: 'Inspector', role: 'inspector' },
    errors: [{ field: 'email', text: 'Enter an e-mail address, like name@example.org' }],
  }),
)
