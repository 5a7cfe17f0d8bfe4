import { daysBetween, formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import type { MilestoneAsAt, SupportFacts } from '../domain/facts.ts'
import { byWantedDate, NOBODY_NAMED, type SupportRequest } from '../domain/support.ts'
import { paths } from '../paths.ts'
import { EXAMPLE_TODAY, exampleSupport } from './example.ts'

export interface SupportRow {
  href: string
  words: string
  milestone: { text: string; href: string }
  plan: string
  to: string
  by: string
  wanted: string
  /** "12 days late"; null while the day has not passed. */
  late: string | null
}

export interface SupportPage {
  sections: { id: string; heading: string; words: string; rows: SupportRow[]; empty: string }[]
  closed: { href: string; words: string; milestone: string; said: string }[]
  closedWords: string
  takeAway: TakeAway | null
}

/** Open requests, each where it first belongs: of the reader, of their boards, and the others. */
export interface SupportLists {
  own: readonly SupportRequest[]
  boards: readonly SupportRequest[]
  asked: readonly SupportRequest[]
  others: readonly SupportRequest[]
  closed: readonly SupportRequest[]
  /** The most closed requests that are listed. */
  mostClosed: number
}

export function toSupportPage(lists: SupportLists, today: PlainDate): SupportPage {
  const section = (id: string, heading: string, list: readonly SupportRequest[], empty: string) => ({
    ...{ id, heading, empty, words: listWords(list, today) },
    rows: list.toSorted(byWantedDate).map((one) => toSupportRow(one, today)),
  })
  const sections = [
    section('own', 'Asked of you', lists.own, 'Nothing is asked of you.'),
    section('boards', 'Asked of your boards', lists.boards, 'Nothing is asked of your boards.'),
    section('asked', 'Asked by you', lists.asked, 'You are waiting for nothing.'),
    section('others', 'Asked of others', lists.others, 'Nobody else is asked for anything.'),
  ]
  const { own, boards, asked, others, closed } = lists
  const all = own.length + boards.length + asked.length + others.length + closed.length
  return {
    takeAway: all === 0 ? null : takeAway(paths.supportTable),
    sections: sections.filter(({ id, rows }) => rows.length > 0 || id === 'own'),
    closed: lists.closed.map(toClosedRow),
    closedWords: closedWords(lists),
  }
}

function listWords(list: readonly SupportRequest[], today: PlainDate): string {
  if (list.length === 0) return ''
  const late = list.filter(({ wantedBy }) => wantedBy !== null && wantedBy < today).length
  return `${counted(list.length, 'request')}${late > 0 ? `, ${late} late` : ''}, soonest wanted first`
}

const closedWords = ({ closed, mostClosed }: SupportLists): string =>
  closed.length < mostClosed
    ? `${counted(closed.length, 'closed request')}, newest first`
    : `The ${mostClosed} requests that were closed last, newest first`

export function toSupportRow(request: SupportRequest, today: PlainDate): SupportRow {
  const { milestone, plan } = request
  return {
    ...{ href: paths.supportRequest(request.id), words: request.words, plan: plan.title },
    milestone: { text: milestoneText(milestone), href: paths.milestone(milestone.id) },
    ...{ to: request.toWords, by: `${request.openedBy.name}, ${formatDay(request.openedOn)}` },
    ...wantedView(request.wantedBy, today),
  }
}

export const milestoneText = ({ ref, words }: SupportRequest['milestone']): string =>
  ref ? `${ref} ${words}` : words

export const wantedView = (
  wantedBy: PlainDate | null,
  today: PlainDate,
): { wanted: string; late: string | null } => ({
  wanted: wantedBy === null ? 'No day named' : formatDay(wantedBy),
  late: wantedBy !== null && wantedBy < today ? `${counted(daysBetween(wantedBy, today), 'day')} late` : null,
})

const toClosedRow = ({
  id,
  words,
  milestone,
  state,
  closed,
}: SupportRequest): SupportPage['closed'][number] => ({
  ...{ href: paths.supportRequest(id), words, milestone: milestoneText(milestone) },
  said: closed ? `${state === 'met' ? 'Met' : 'No longer wanted'} on ${formatDay(closed.on)}` : '',
})

/** What pages/milestone-support.njk draws: open requests of one milestone, and where to ask for more. */
export interface MilestoneSupport {
  words: string
  rows: { href: string; words: string; asked: string; wanted: string; late: string | null }[]
  ask: string | null
}

export const toMilestoneSupport = (
  { id, support }: Pick<MilestoneAsAt, 'id' | 'support'>,
  day: PlainDate,
  mayAsk: boolean,
): MilestoneSupport => ({
  words: support.length === 0 ? '' : `${counted(support.length, 'open request')}, soonest wanted first`,
  rows: support.map((one) => toMilestoneRow(one, day)),
  ask: mayAsk ? paths.askForSupport(id) : null,
})

const toMilestoneRow = (
  { id, words, to, openedOn, wantedBy }: SupportFacts,
  day: PlainDate,
): MilestoneSupport['rows'][number] => {
  const asked = to === NOBODY_NAMED ? 'Asked for' : `Asked of ${to}`
  const { wanted, late } = wantedView(wantedBy, day)
  return {
    ...{ href: paths.supportRequest(id), words, late },
    asked: `${asked} on ${formatDay(openedOn)}.${to === NOBODY_NAMED ? ` ${to}.` : ''}`,
    wanted: wantedBy === null ? wanted : `Wanted by ${wanted}`,
  }
}

export const exampleRequest = (n: number, more: Partial<SupportRequest> = {}): SupportRequest => {
  const { to: toWords, ...facts } = exampleSupport(n)
  return {
    ...facts,
    ...{ toWords, to: { kind: 'board', id: 'board-1' }, state: 'open', closed: null },
    plan: { id: 'plan-1', title: 'Anyshire Improvement Plan' },
    milestone: { id: 'milestone-3', ref: `1.${n}`, words: 'Every post in the front door team is filled' },
    openedBy: { id: 'person-1', name: 'Head of First Response' },
    ...more,
  }
}

export const supportPage = definePage<SupportPage>('plans/pages/support.njk', () =>
  toSupportPage(
    {
      own: [exampleRequest(1), exampleRequest(2)],
      boards: [exampleRequest(3)],
      asked: [],
      others: [exampleRequest(5)],
      closed: [
        exampleRequest(7, {
          state: 'met',
          closed: {
            by: 'Director of Children’s Services',
            on: '2026-10-20',
            words: 'Both posts are paid for.',
          },
        }),
      ],
      mostClosed: 100,
    },
    EXAMPLE_TODAY,
  ),
)
