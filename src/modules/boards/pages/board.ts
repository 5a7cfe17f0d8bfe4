import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import {
  type PlanRow,
  planPaths,
  type Seat,
  STANDING_WORDS,
  STANDINGS,
  type SupportRequest,
  type SupportRow,
  toSupportRow,
} from '../../plans/index.ts'
import { refOf, riskPaths } from '../../risks/index.ts'
import type { Challenged } from '../domain/challenged.ts'
import { type Challenge, HOW_CHOSEN } from '../domain/challenges.ts'
import type { PlanOfBoard } from '../domain/plan-of-board.ts'
import { paths } from '../paths.ts'
import { exampleBoard } from './example.ts'

export interface BoardInput {
  board: { id: string; name: string; closedOn: PlainDate | null }
  seats: readonly Seat[]
  plans: readonly PlanOfBoard[]
  support: readonly SupportRequest[]
  challenges: readonly Challenge[]
  challenged: readonly Challenged[]
  people: readonly { id: string; name: string }[]
  since: PlainDate
  may: { seat: boolean }
  values: FormValues | null
  errors: readonly FieldError[]
}

interface Count {
  number: number
  words: string
  href: string
}

interface Moved {
  name: string
  href: string
  words: string
}

export interface BoardPage {
  name: string
  errors: { text: string; href: string }[]
  challenges: { href: string; name: string; why: string }[]
  howChosen: string
  risks: {
    rows: { name: string; href: string; asked: string; by: string; answer: string | null }[]
    register: string
  }
  support: { words: string; rows: SupportRow[] }
  plans: {
    id: string
    title: string
    href: string
    all: Count
    standings: Count[]
    themes: Count[]
    moved: { heading: string; rows: Moved[] }[]
  }[]
  teams: string
  since: { words: string; value: string; last: string; action: string }
  seats: { id: string; name: string; words: string; chair: boolean; mayChair: boolean }[]
  seatsWords: string
  closed: string | null
  edit: SeatForms | null
}

interface SeatForms {
  add: string
  chair: string
  end: string
  people: { value: string; text: string; selected: boolean }[]
  personError: string | null
  rename: { action: string; name: string; error: string | null }
  close: { action: string; error: string | null }
  from: {
    name: string
    legend: string
    hint: string
    parts: { id: string; label: string; value: string; wide: boolean }[]
    error: string | null
  }
}

export function toBoardPage(input: BoardInput, today: PlainDate): BoardPage {
  const { board, plans, support, challenges, since, seats } = input
  return {
    name: board.name,
    errors: input.errors.map(({ field, text }) => ({ text, href: `#${PLACES[field] ?? 'seats'}` })),
    challenges: challenges.map(({ row, why }) => ({ ...nameOf(row), why })),
    howChosen: HOW_CHOSEN,
    risks: { rows: input.challenged.map(toChallenged), register: riskPaths.register() },
    support: {
      words: support.length === 0 ? '' : `${counted(support.length, 'open request')}, late ones first`,
      rows: support.map((one) => toSupportRow(one, today)),
    },
    plans: plans.map((plan) => toPlan(plan, board.name)),
    teams: planPaths.teams(),
    since: {
      ...{ words: formatDay(since), value: since, last: today, action: paths.board(board.id) },
    },
    seats: seats.map((seat) => toSeat(seat, today)),
    seatsWords: seats.length === 0 ? '' : `${counted(seats.length, 'seat')}, the chair first`,
    closed: board.closedOn === null ? null : `This board met until ${formatDay(board.closedOn)}.`,
    edit: input.may.seat && board.closedOn === null ? toSeatForms(input, today) : null,
  }
}

const toChallenged = ({ risk, challenge }: Challenged): BoardPage['risks']['rows'][number] => ({
  name: `${refOf(risk)} ${risk.now.title}`,
  href: `${riskPaths.one(risk.id)}#challenge-${challenge.id}`,
  asked: challenge.words,
  by: `${challenge.author} on ${formatDay(challenge.saidOn)}`,
  answer:
    challenge.answer &&
    `${challenge.answer.author} answered on ${formatDay(challenge.answer.saidOn)}: ${challenge.answer.words}`,
})

const PLACES: Record<string, string> = { person: 'person', from: 'from-day', name: 'name', close: 'close' }

const nameOf = ({ milestone }: PlanRow): { name: string; href: string } => ({
  name: milestone.ref ? `${milestone.ref} ${milestone.words}` : milestone.words,
  href: planPaths.milestone(milestone.id),
})

/** Each number is how many milestones its own address lists. */
function toPlan(
  { id, title, themes, rows, movement }: PlanOfBoard,
  board: string,
): BoardPage['plans'][number] {
  const live = rows.filter(({ standing }) => standing !== 'dropped')
  const ofTheme = (theme: string | null) => live.filter(({ action }) => action.themeId === theme).length
  const count = (number: number, words: string, more: object): Count => ({
    ...{ number, words, href: planPaths.plan(id, { board, ...more }) },
  })
  return {
    ...{ id, title, href: planPaths.plan(id) },
    all: count(live.length, live.length === 1 ? 'milestone monitored' : 'milestones monitored', {}),
    standings: STANDINGS.filter((one) => one !== 'dropped')
      .map((status) =>
        count(live.filter(({ standing }) => standing === status).length, STANDING_WORDS[status], { status }),
      )
      .filter(({ number }) => number > 0),
    themes: [
      ...themes.map((theme) => count(ofTheme(theme.id), theme.name, { theme: theme.id })),
      count(ofTheme(null), 'No theme', { theme: 'none' }),
    ].filter(({ number }) => number > 0),
    moved: toMoved(movement),
  }
}

function toMoved({
  moved,
  redated,
  added,
  dropped,
}: PlanOfBoard['movement']): { heading: string; rows: Moved[] }[] {
  const due = (on: { on: string | null; words: string | null } | null) =>
    on?.on ? formatDay(on.on) : (on?.words ?? 'no date')
  const sections = [
    {
      what: ['milestone moved', 'milestones moved'],
      rows: moved.map(({ row, was }) => ({
        ...nameOf(row),
        words: `From “${STANDING_WORDS[was]}” to “${STANDING_WORDS[row.standing]}”`,
      })),
    },
    {
      what: ['milestone was re-dated', 'milestones were re-dated'],
      rows: redated.map(({ row, was }) => ({
        ...nameOf(row),
        words: `From ${due(was)} to ${due(row.milestone.due)}`,
      })),
    },
    {
      what: ['milestone is new', 'milestones are new'],
      rows: added.map((row) => ({ ...nameOf(row), words: '' })),
    },
    {
      what: ['milestone was dropped', 'milestones were dropped'],
      rows: dropped.map((row) => ({ ...nameOf(row), words: reasonOf(row) })),
    },
  ]
  return sections
    .filter(({ rows }) => rows.length > 0)
    .map(({ what: [one = '', many = ''], rows }) => ({ heading: counted(rows.length, one, many), rows }))
}

const reasonOf = ({ milestone, action }: PlanRow): string =>
  milestone.dropped?.reason ?? action.dropped?.reason ?? ''

function toSeat({ id, name, chair, from, to }: Seat, today: PlainDate): BoardPage['seats'][number] {
  const begins = from > today ? `From ${formatDay(from)}` : `Since ${formatDay(from)}`
  const ends = to ? `, until ${formatDay(to)}` : ''
  return { id, name, chair, mayChair: !chair && from <= today, words: begins + ends }
}

function toSeatForms({ board, people, seats, values, errors }: BoardInput, today: PlainDate): SeatForms {
  const seated = new Set(seats.map(({ personId }) => personId))
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.text ?? null
  const [year = '', month = '', day = ''] = today.split('-')
  const plain = { day: String(Number(day)), month: String(Number(month)), year }
  const part = (field: keyof typeof plain, label: string) => ({
    ...{ id: `from-${field}`, label, wide: field === 'year' },
    value: values && `from-${field}` in values ? String(values[`from-${field}`]) : plain[field],
  })
  return {
    ...{ add: paths.seats(board.id), chair: paths.makeChair(board.id), end: paths.endSeat(board.id) },
    people: people
      .filter(({ id }) => !seated.has(id))
      .map(({ id, name }) => ({ value: id, text: name, selected: values?.person === id })),
    rename: {
      ...{ action: paths.rename(board.id), error: errorOf('name') },
      name: values && 'name' in values ? String(values.name) : board.name,
    },
    close: { action: paths.close(board.id), error: errorOf('close') },
    personError: errorOf('person') ?? errorOf('seat'),
    from: {
      ...{ name: 'from', legend: 'From which day?', hint: 'For example, 31 5 2027.', error: errorOf('from') },
      parts: [part('day', 'Day'), part('month', 'Month'), part('year', 'Year')],
    },
  }
}

export const boardPage = definePage<BoardPage>('boards/pages/board.njk', () =>
  toBoardPage(exampleBoard(), '2026-11-22'),
)
