import { daysBetween, formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { EXAMPLE_TODAY, examplePlan, type PlanTab, planTabs } from '../../plans/index.ts'
import { type Disposition, KINDS } from '../domain/disposition.ts'
import type { FrontMatter } from '../domain/front-matter.ts'
import { paths } from '../paths.ts'
import { exampleRefreshing } from './example.ts'
import { type Field, linkedErrors, NOTHING_TYPED, type TypedForm, toField } from './fields.ts'
import { countWords } from './words.ts'

interface Edition {
  id: string
  number: number
  label: string
  state: 'draft' | 'approved' | 'superseded'
  approvedBy: string | null
  approvedOn: PlainDate | null
  inForceFrom: PlainDate | null
  supersededOn: PlainDate | null
  changes: string | null
  sha256: string | null
}

interface Refresh {
  id: string
  label: string
  number: number
  state: 'open' | 'approved' | 'abandoned'
  fromEditionId: string | null
  toEditionId: string
  openedOn: PlainDate
  openedBy: string
  endedOn: PlainDate | null
  endedBy: string | null
  endedBecause: string | null
}

export interface EditionsInput {
  plan: { id: string; title: string }
  editions: readonly Edition[]
  refreshes: readonly Refresh[]
  decided: readonly Pick<Disposition, 'refreshId' | 'kind'>[]
  front: FrontMatter
  /** Since when the plan is held. */
  since: PlainDate
  today: PlainDate
  may: { refresh: boolean; change: boolean }
  typed: TypedForm
}

export interface EditionsPage {
  title: string
  tabs: PlanTab[]
  errors: { text: string; href: string }[]
  words: string
  timeline: Timeline | null
  rows: {
    name: string
    href: string
    state: string
    inForce: string
    approved: string
    changed: string
    crosswalk: string | null
  }[]
  front: { commitment: string | null; messages: string[]; change: string | null }
  open: { words: string; href: string; crosswalk: string } | null
  start: { send: string; label: Field } | null
  abandoned: { words: string; href: string }[]
}

export interface Timeline {
  words: string
  height: number
  /** In a drawing 1,000 wide. */
  bars: {
    x: number
    y: number
    width: number
    label: string
    labelX: number
    anchor: 'start' | 'end'
    code: string
    note: string
  }[]
  ticks: { x: number; label: string; anchor: 'start' | 'middle' | 'end' }[]
}

export function toEditionsPage(input: EditionsInput): EditionsPage {
  const { plan, editions, refreshes, may, front, typed } = input
  const open = refreshes.find(({ state }) => state === 'open') ?? null
  const shown = editions.filter(
    ({ state, inForceFrom, id }) =>
      state !== 'draft' || inForceFrom || isFrom(refreshes, id) || id === open?.toEditionId,
  )
  return {
    title: plan.title,
    tabs: planTabs(plan.id, 'editions'),
    errors: linkedErrors(typed.errors),
    words:
      shown.length === 0
        ? 'This plan names no edition yet'
        : `${counted(shown.length, 'edition')}, the newest first`,
    timeline: toTimeline(input, shown),
    rows: shown.toReversed().map((edition) => toRow(edition, input)),
    front: { ...front, change: may.change ? paths.frontMatter(plan.id) : null },
    open: open && {
      words: `${open.label} is being prepared since ${formatDay(open.openedOn)}, by ${open.openedBy}. The plan goes on as it is until it is approved`,
      href: may.refresh ? paths.refresh(open.id) : '',
      crosswalk: paths.crosswalk(open.id),
    },
    start:
      may.refresh && !open ? { send: paths.editions(plan.id), label: labelField(typed, editions) } : null,
    abandoned: refreshes
      .filter(({ state }) => state === 'abandoned')
      .map((one) => ({
        words: `Opened on ${formatDay(one.openedOn)}, given up by ${one.endedBy} on ${formatDay(one.endedOn ?? one.openedOn)}: ${one.endedBecause}`,
        href: paths.crosswalk(one.id),
      })),
  }
}

const isFrom = (refreshes: readonly Refresh[], id: string): boolean =>
  refreshes.some(({ fromEditionId }) => fromEditionId === id)

function labelField(typed: TypedForm, editions: readonly Edition[]): Field {
  return toField(typed, 'text', 'label', {
    label: 'What is the next edition called?',
    hint: 'Such as “Version 7”, or “Refresh of August 2026”',
    value: nextLabel(editions),
  })
}

/** "Version 4" after "Version 3"; where the last label ends in no number, "Edition 4" after the third. */
function nextLabel(editions: readonly Edition[]): string {
  const held = editions.filter(({ state, inForceFrom }) => state !== 'draft' || inForceFrom)
  const last = held.toSorted((a, b) => a.number - b.number).at(-1)
  const [, name, number] = /^(\D*)(\d{1,3})$/.exec(last?.label ?? '') ?? []
  return name && number ? `${name}${Number(number) + 1}` : `Edition ${(last?.number ?? 1) + 1}`
}

function toRow(
  edition: Edition,
  { plan, refreshes, decided, since }: EditionsInput,
): EditionsPage['rows'][number] {
  const refresh = refreshes.findLast(
    ({ toEditionId, state }) => toEditionId === edition.id && state === 'approved',
  )
  const kinds = decided.filter(({ refreshId }) => refreshId === refresh?.id).map(({ kind }) => kind)
  const counts = KINDS.map((kind) => ({ kind, number: kinds.filter((one) => one === kind).length })).filter(
    ({ number }) => number > 0,
  )
  return {
    name: `${edition.number}: ${edition.label}`,
    href: paths.edition(plan.id, edition.number),
    state: stateWords(edition, refreshes),
    inForce: inForceWords(edition, since, isFrom(refreshes, edition.id)),
    approved: edition.approvedBy
      ? `${edition.approvedBy}${edition.approvedOn ? `, ${formatDay(edition.approvedOn)}` : ''}`
      : 'No approval recorded',
    changed:
      [...new Set([edition.changes, countWords(counts)])].filter(Boolean).join('. ') || 'Nothing recorded',
    crosswalk: refresh ? paths.crosswalk(refresh.id) : null,
  }
}

function stateWords({ state, inForceFrom, id }: Edition, refreshes: readonly Refresh[]): string {
  if (state === 'approved') return 'Approved, in force'
  if (state === 'superseded') return 'Superseded'
  return inForceFrom || isFrom(refreshes, id) ? 'In force, approval not recorded' : 'Draft'
}

function inForceWords({ inForceFrom, supersededOn }: Edition, since: PlainDate, wasFirst: boolean): string {
  const from = inForceFrom ?? (wasFirst ? since : null)
  if (!from) return 'Not yet'
  return supersededOn ? `${formatDay(from)} to ${formatDay(supersededOn)}` : `From ${formatDay(from)}`
}

const [WIDTH, LEFT, ROW, TOP] = [1_000, 4, 54, 6]

/** A bar for each edition from the day it came into force to the day it was superseded, each on a line of its own. */
function toTimeline(
  { since, today, refreshes, decided }: EditionsInput,
  editions: readonly Edition[],
): Timeline | null {
  const spans = editions.flatMap((edition) => {
    const from = edition.inForceFrom ?? (isFrom(refreshes, edition.id) ? since : null)
    return from ? [{ edition, from, to: edition.supersededOn ?? today }] : []
  })
  const first = spans[0]
  if (!first) return null
  const days = Math.max(1, daysBetween(first.from, today))
  const x = (day: PlainDate): number =>
    Math.round(LEFT + ((WIDTH - 2 * LEFT) * Math.max(0, daysBetween(first.from, day))) / days)
  const bars = spans.map(({ edition, from, to }, at) => {
    const right = x(from) > WIDTH / 2
    return {
      ...{ x: x(from), y: TOP + at * ROW + 22, width: Math.max(6, x(to) - x(from)) },
      ...{ label: `${edition.label}, from ${formatDay(from)}`, labelX: right ? x(to) : x(from) },
      ...{ anchor: right ? ('end' as const) : ('start' as const), code: edition.state },
      note: goneWords(edition, refreshes, decided),
    }
  })
  return {
    words: `${counted(bars.length, 'edition')} on a line of time, from ${formatDay(first.from)} to ${formatDay(today)}; the table below says the same`,
    height: TOP + bars.length * ROW + 26,
    bars,
    ticks: [
      { x: LEFT, label: formatDay(first.from), anchor: 'start' },
      { x: WIDTH - LEFT, label: `Today, ${formatDay(today)}`, anchor: 'end' },
    ],
  }
}

/** What did not go on into the next edition. */
function goneWords(
  { id }: Edition,
  refreshes: readonly Refresh[],
  decided: readonly Pick<Disposition, 'refreshId' | 'kind'>[],
): string {
  const next = refreshes.find(({ fromEditionId, state }) => fromEditionId === id && state === 'approved')
  const kinds = decided.filter(({ refreshId }) => refreshId === next?.id).map(({ kind }) => kind)
  const number = (kind: Disposition['kind']) => kinds.filter((one) => one === kind).length
  const parts = [
    `${number('completed')} completed`,
    `${number('moved')} moved to other plans`,
    `${number('dropped')} dropped`,
  ]
  return next ? parts.filter((part) => !part.startsWith('0 ')).join(', ') : ''
}

export const editionsPage = definePage<EditionsPage>('editions/pages/editions.njk', () => {
  const { refresh, from } = exampleRefreshing()
  const old: Edition = { ...from, state: 'superseded', supersededOn: '2026-11-01', sha256: 'a'.repeat(64) }
  const now: Edition = {
    ...old,
    id: 'edition-2',
    number: 2,
    label: 'Version 2',
    state: 'approved',
    inForceFrom: '2026-11-01',
    supersededOn: null,
    changes: 'Two themes regrouped',
  }
  return toEditionsPage({
    plan: examplePlan(4),
    editions: [old, now],
    refreshes: [
      {
        ...refresh,
        id: 'refresh-0',
        state: 'abandoned',
        endedOn: '2026-10-02',
        endedBy: 'Programme Manager',
        endedBecause: 'Too early',
      },
      { ...refresh, state: 'approved' },
    ],
    decided: [
      { refreshId: 'refresh-1', kind: 'completed' },
      { refreshId: 'refresh-1', kind: 'carried' },
    ],
    front: { commitment: 'Every child is seen and heard.', messages: ['Together we protect children.'] },
    since: '2026-09-01',
    today: EXAMPLE_TODAY,
    may: { refresh: true, change: true },
    typed: { ...NOTHING_TYPED, errors: [{ field: 'label', text: 'Say what it is called' }] as FieldError[] },
  })
})
