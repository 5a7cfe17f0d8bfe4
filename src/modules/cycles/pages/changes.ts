import { formatDay, formatInstant, formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { planPaths, STANDING_WORDS, type Standing } from '../../plans/index.ts'
import type { Comparison, Moved, Placed } from '../domain/compare.ts'
import { cyclePaths } from '../paths.ts'

export interface ChangesInput {
  cycle: { id: string; plan: string; period: PlainDate; frozen: boolean }
  /** Earlier frozen months, newest first. */
  earlier: readonly { cycleId: string; period: PlainDate }[]
  since: {
    cycleId: string
    period: PlainDate
    frozenAt: Date
    comparison: Comparison
    reasons: ReadonlyMap<string, string | null>
  } | null
}

export interface ChangesPage {
  title: string
  plan: string
  month: { text: string; href: string }
  words: string
  /** Each count leads to its list. */
  counts: { number: number; words: string; href: string }[]
  lists: { id: string; heading: string; empty: string; rows: ChangeRow[] }[]
  others: { text: string; href: string }[]
}

export interface ChangeRow {
  href: string
  name: string
  was: { code: Standing | null; words: string }
  now: { code: Standing | null; words: string }
  why: string | null
}

export function toChangesPage({ cycle, earlier, since }: ChangesInput): ChangesPage {
  const month = formatMonth(cycle.period)
  const lists = since ? listsOf(since) : []
  return {
    title: since ? `What changed from ${formatMonth(since.period)} to ${month}` : `What changed in ${month}`,
    plan: cycle.plan,
    month: { text: month, href: cyclePaths.month(cycle.id) },
    words: since
      ? `${formatMonth(since.period)} as it was frozen ${formatInstant(since.frozenAt)}, against ${month} ${cycle.frozen ? 'as it was frozen' : 'as it stands now'}. ${counted(since.comparison.milestones.earlier, 'milestone')} then, ${since.comparison.milestones.later} now.`
      : 'No earlier month of this plan is frozen, so there is nothing to compare with yet.',
    counts: lists.map(({ id, heading, rows }) => ({
      number: rows.length,
      words: heading.toLowerCase(),
      href: `#${id}`,
    })),
    lists,
    others: earlier
      .filter((one) => one.cycleId !== since?.cycleId)
      .map((one) => ({
        text: `Since ${formatMonth(one.period)}`,
        href: cyclePaths.changes(cycle.id, one.cycleId),
      })),
  }
}

function listsOf({ comparison, reasons }: NonNullable<ChangesInput['since']>): ChangesPage['lists'] {
  const { moved, achieved, unachieved, redated, added, dropped } = comparison
  return [
    { id: 'achieved', heading: 'Completed', empty: 'Nothing was completed.', rows: achieved.map(movedRow) },
    {
      id: 'unachieved',
      heading: 'No longer completed',
      empty: 'Nothing that was completed is open again.',
      rows: unachieved.map(movedRow),
    },
    { id: 'moved', heading: 'Moved in status', empty: 'No status moved.', rows: moved.map(movedRow) },
    {
      id: 'redated',
      heading: 'Re-dated',
      empty: 'No due date was moved.',
      rows: redated.map((one) => ({
        ...placed(one),
        was: { code: null, words: dated(one.was) },
        now: { code: null, words: dated(one.now) },
        why: reasons.get(one.milestone.id) ?? 'No reason given',
      })),
    },
    {
      id: 'new',
      heading: 'New',
      empty: 'Nothing new came into the plan.',
      rows: added.map((one) => ({
        ...placed(one),
        was: nothing,
        now: { code: null, words: dated(one.milestone.due?.on ?? null) },
        why: null,
      })),
    },
    {
      id: 'dropped',
      heading: 'Dropped',
      empty: 'Nothing was dropped.',
      rows: dropped.map((one) => ({
        ...placed(one),
        was: { code: null, words: dated(one.milestone.due?.on ?? null) },
        now: { code: 'dropped' as const, words: 'Dropped' },
        why: one.reason,
      })),
    },
  ]
}

const nothing = { code: null, words: '' }

const dated = (day: PlainDate | null): string => (day ? `Due ${formatDay(day)}` : 'No due date')

const placed = ({ milestone }: Placed) => ({
  href: planPaths.milestone(milestone.id),
  name: [milestone.ref, milestone.words].filter(Boolean).join(' '),
})

const movedRow = (one: Moved): ChangeRow => ({
  ...placed(one),
  was: { code: one.was, words: STANDING_WORDS[one.was] },
  now: { code: one.now, words: STANDING_WORDS[one.now] },
  why: one.milestone.latest?.done ?? null,
})

export const changesPage = definePage<ChangesPage>('cycles/pages/changes.njk', () => ({
  title: 'What changed from October 2026 to November 2026',
  plan: 'Improvement plan',
  month: { text: 'November 2026', href: '/months/1' },
  words: 'October 2026 as it was frozen 30 October 2026 at 4:00pm, against November 2026 as it stands now.',
  counts: [{ number: 1, words: 'completed', href: '#achieved' }],
  lists: [
    {
      id: 'achieved',
      heading: 'Completed',
      empty: 'Nothing was completed.',
      rows: [
        {
          href: '/milestones/1',
          name: '1.1 Agree the standard',
          was: { code: 'on_track', words: 'On track' },
          now: { code: 'achieved', words: 'Completed' },
          why: 'Agreed on 12 November.',
        },
      ],
    },
    { id: 'redated', heading: 'Re-dated', empty: 'No due date was moved.', rows: [] },
  ],
  others: [{ text: 'Since September 2026', href: '/months/1/changes?since=0' }],
}))
