import { formatInstant } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { WISHES, type Wish } from '../domain/wish.ts'
import { noticePaths } from '../paths.ts'
import { type Paging, pagingOf } from './paging.ts'

/** What somebody was told, and how often they want it by mail. */
export interface NoticesPage {
  words: string
  rows: { words: string; href: string; about: string; when: string; read: string | null }[]
  /** Null when everything is read. */
  readAll: { action: string; upTo: string } | null
  paging: Paging
  wish: {
    action: string
    options: { id: string; value: Wish; text: string; hint: string; chosen: boolean }[]
  }
  errors: FieldError[]
}

export const NOTICES_PAGE = 50

const KINDS: Record<string, string> = {
  mention: 'You were mentioned',
  query: 'A question to you',
  answer: 'An answer to you',
  support: 'Support',
  escalation: 'Not answered',
  verification: 'To be verified',
  not_mine: 'To be handed on',
}

const WISH_WORDS: Record<Wish, { text: string; hint: string }> = {
  at_once: { text: 'At once', hint: 'One mail each time something happens' },
  daily: {
    text: 'Once a day',
    hint: 'One mail at half past seven on working days, if there is anything new',
  },
  never: { text: 'Never', hint: 'You see your notices here' },
}

export interface NoticesInput {
  notices: readonly { id: string; kind: string; words: string; href: string; madeAt: Date; isRead: boolean }[]
  count: { all: number; unread: number }
  wish: Wish
  page: number
  errors: FieldError[]
}

export function toNoticesPage({ notices, count, wish, page, errors }: NoticesInput): NoticesPage {
  return {
    words: wordsOf(count),
    rows: notices.map(({ id, kind, words, href, madeAt, isRead }) => ({
      ...{ words, href, about: KINDS[kind] ?? 'News', when: formatInstant(madeAt) },
      read: isRead ? null : noticePaths.read(id),
    })),
    readAll: readAllOf(notices),
    paging: pagingOf({ page, size: NOTICES_PAGE, total: count.all }, noticePaths.page),
    wish: { action: noticePaths.wish, options: WISHES.map((value) => optionOf(value, wish)) },
    errors,
  }
}

const wordsOf = ({ all, unread }: { all: number; unread: number }): string =>
  `${counted(all, 'notice')}, ${unread === 0 ? 'all read' : `${unread} not read`}; those not read first, then the newest first`

/** Up to the newest on the page: what comes while somebody reads stays unread. */
function readAllOf(notices: NoticesInput['notices']): NoticesPage['readAll'] {
  const unread = notices.filter(({ isRead }) => !isRead).map(({ id }) => id)
  const upTo = unread.sort().at(-1)
  return upTo ? { action: noticePaths.readAll, upTo } : null
}

const optionOf = (value: Wish, wish: Wish): NoticesPage['wish']['options'][number] => ({
  ...{ value, chosen: value === wish, ...WISH_WORDS[value] },
  // The error summary leads to the first.
  id: value === WISHES[0] ? 'mail' : `mail-${value}`,
})

export const noticesPage = definePage<NoticesPage>('notices/pages/notices.njk', () =>
  toNoticesPage({
    notices: [
      {
        id: '0190a000-0000-7000-8000-000000000002',
        kind: 'query',
        words: 'Programme Manager asked you about milestone 3.2',
        href: '/milestones/0190a000-0000-7000-8000-000000000003',
        madeAt: new Date('2026-11-23T14:05:00Z'),
        isRead: false,
      },
      {
        id: '0190a000-0000-7000-8000-000000000001',
        kind: 'verification',
        words: 'Milestone 1.4 was verified as achieved',
        href: '/milestones/0190a000-0000-7000-8000-000000000004',
        madeAt: new Date('2026-11-20T09:30:00Z'),
        isRead: true,
      },
    ],
    count: { all: 102, unread: 1 },
    wish: 'daily',
    page: 2,
    errors: [{ field: 'mail', text: 'Select how often you want mail' }],
  }),
)
