/** Lists of people and of the record, to take away. */
import { ROLES, type Role } from '../../platform/access/permissions.ts'
import { dayOf, formatTime, type PlainDate } from '../../platform/calendar.ts'
import { date, number, type Table, tableOf, text } from '../../platform/office/table.ts'
import type { Holding } from './domain/holdings.ts'
import { detailWords, type EntryRow } from './pages/record.ts'

interface Listed {
  name: string
  email: string | null
  partner: string | null
  posts: readonly string[]
  roles: readonly { role: Role; until: PlainDate | null }[]
  hasAccount: boolean
}

export const toPeopleTable = (people: readonly Listed[]): Table =>
  tableOf('People and access', people, [
    text('Person', ({ name }) => name),
    text('E-mail', ({ email }) => email),
    text('Organisation', ({ partner }) => partner),
    text('Posts', ({ posts }) => posts.join('; ')),
    text('Access', ({ roles }) => roles.map(({ role }) => ROLES[role]).join('; ') || 'No access'),
    date('Access ends', ({ roles }) => lastDay(roles)),
    text('Login', ({ hasAccount }) => (hasAccount ? 'Has a passphrase' : 'No passphrase yet')),
  ])

/** The day after which nothing is left to them; blank where one of the roles has no end. */
const lastDay = (roles: Listed['roles']): string | null =>
  roles.some(({ until }) => until === null)
    ? null
    : (roles
        .flatMap(({ until }) => until ?? [])
        .sort()
        .at(-1) ?? null)

/** So many entries at most go into one file; older ones are taken away from an older page. */
export const RECORD_LIST = 10_000

export const toRecordTable = (entries: readonly EntryRow[]): Table =>
  tableOf('The record', entries, [
    number('Number', ({ seq }) => Number(seq)),
    date('Day', ({ at }) => dayOf(at)),
    text('Time', ({ at }) => formatTime(at)),
    text('Who', ({ actor_name }) => actor_name),
    text('What', ({ act }) => act),
    text('Of what', ({ thing_kind }) => thing_kind),
    text('Its identity', ({ thing_id }) => thing_id),
    text('Detail', ({ detail }) => detailWords(detail)),
    text('Seal', ({ hash }) => hash),
  ])

interface PostListed {
  title: string
  partner: string | null
  holdings: readonly Holding[]
}

/** Every holding of every post, the oldest first; a post that nobody ever held is there too. */
export const toPostsTable = (posts: readonly PostListed[]): Table =>
  tableOf(
    'Posts',
    posts.flatMap(({ holdings, ...post }) =>
      (holdings.length === 0 ? [null] : holdings).map((held) => ({ ...post, held })),
    ),
    [
      text('Post', ({ title }) => title),
      text('Organisation', ({ partner }) => partner),
      text('Held by', ({ held }) => held?.name ?? null),
      date('From', ({ held }) => held?.from ?? null),
      date('Until', ({ held }) => held?.to ?? null),
    ],
  )
