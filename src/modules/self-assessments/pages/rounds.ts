import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { type RoundLine, seriesKey, setKey } from '../domain/facts.ts'
import { overdueRounds } from '../domain/rounds.ts'
import { paths } from '../paths.ts'
import { exampleLine } from './example.ts'
import { aboutSet, whose } from './words.ts'

export interface RoundsPage {
  open: string | null
  words: string
  /** Set where the list is of one review: where all of them are. */
  all: string | null
  overdue: { title: string; href: string; words: string; open: string | null }[]
  sets: { id: string; about: string; rows: RoundRow[] }[]
  nothing: string
}

interface RoundRow {
  title: string
  href: string
  whose: string
  opened: string
  state: string
  next: string
  compare: string | null
}

export interface RoundsInput {
  rounds: readonly RoundLine[]
  /** Of one review; null for all. */
  review: string | null
  may: { run: boolean }
}

/** Every round, with its earlier ones, and what is overdue. */
export function toRoundsPage({ rounds, review, may }: RoundsInput, today: PlainDate): RoundsPage {
  const shown = rounds.filter(({ set }) => review === null || (set.kind === 'review' && set.id === review))
  const late = overdueRounds(shown, today)
  return {
    open: may.run ? paths.open({ review }) : null,
    words: `${counted(shown.length, 'self-assessment')}, by what is assessed, the newest first`,
    all: review === null ? null : paths.rounds(),
    overdue: late.map((round) => ({
      title: round.title,
      href: paths.round(round.id),
      words: `${whose(round.partner)}: the next was due on ${formatDay(round.nextDueOn ?? today)}`,
      open: may.run ? openAgain(round) : null,
    })),
    sets: [...Map.groupBy(shown, ({ set }) => setKey(set)).values()].flatMap((some, at) =>
      some[0]
        ? [
            {
              id: `set-${at + 1}`,
              about: aboutSet(some[0].set),
              rows: some.map((one) => toRow(one, some, late)),
            },
          ]
        : [],
    ),
    nothing:
      review === null
        ? 'Nobody has assessed anything yet. Open a self-assessment over the findings of a review, or over the statements by which inspectors judge.'
        : 'Nobody has gone through the findings of this review again yet.',
  }
}

const openAgain = ({ set }: RoundLine): string =>
  set.kind === 'review'
    ? paths.open({ review: set.id })
    : paths.open({ framework: `${set.framework}:${set.version}` })

function toRow(round: RoundLine, some: readonly RoundLine[], late: readonly RoundLine[]): RoundRow {
  const before = some.slice(some.indexOf(round) + 1).find((one) => seriesKey(one) === seriesKey(round))
  const { nextDueOn, closed } = round
  const done = `${round.answered} of ${round.asked} answered`
  return {
    ...{ title: round.title, href: paths.round(round.id), whose: whose(round.partner) },
    opened: `${formatDay(round.openedOn)}, by ${round.openedBy}`,
    state: closed ? `Closed on ${formatDay(closed.on)}, ${done}` : `Open, ${done}`,
    next: nextDueOn ? `${formatDay(nextDueOn)}${late.includes(round) ? ': overdue' : ''}` : 'None is planned',
    compare: before ? paths.compare(round.id, { with: before.id }) : null,
  }
}

export const roundsPage = definePage<RoundsPage>('self-assessments/pages/rounds.njk', () => {
  const before = {
    ...{ id: 'round-1', openedOn: '2025-11-03', nextDueOn: '2026-11-03', answered: 4 },
    closed: { on: '2025-12-01', by: 'Programme Manager' },
  }
  const police = { ...exampleLine(), ...before, id: 'round-0', partner: { id: 'police', name: 'Police' } }
  return toRoundsPage(
    { rounds: [exampleLine(), { ...exampleLine(), ...before }, police], review: null, may: { run: true } },
    '2026-11-22',
  )
})
