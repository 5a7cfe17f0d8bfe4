/** A plan as the X-ray takes it, made from what was only read: nothing is brought in. */
import { endOfMonth, type PlainDate } from '../../platform/calendar.ts'
import {
  type CitedRef,
  type Fault,
  type Thing,
  type XrayMilestone,
  type XrayPlan,
  xray,
} from '../plans/index.ts'
import { decode } from './command.ts'
import { readText } from './domain/read-plan.ts'
import type { PlanReading, ReadFinding } from './domain/reading.ts'
import { findingKey, milestoneKey, toDraft } from './domain/to-draft.ts'
import { toMatrix, toTotals } from './xray-tables.ts'

/**
 * What the X-ray looks at in a reading. `asAt` stands in for the day of a document that states none. Rows that stand
 * under one number stay apart, as they are printed.
 */
export function xrayPlanOf(reading: PlanReading, asAt: PlainDate = lastDayTold(reading)): XrayPlan {
  const documentOn = documentDay(reading)
  const title = reading.document.title ?? 'The plan'
  const draft = toDraft(reading, { title, documentOn: documentOn ?? asAt, holders: new Map() })
  const body = draft.reviews[0]?.body ?? null
  return {
    title,
    asAt: documentOn ?? asAt,
    documentOn,
    inForceFrom: documentOn && draft.inForceFrom,
    themes: draft.themes.map(({ key, name }) => ({ id: key, name })),
    phases: draft.phases.map(({ key, name, endsOn }) => ({ id: key, name, endsOn })),
    findings: draft.reviews.flatMap(({ findings }) =>
      findings.map(({ key, ref, words, deadline }, index) => ({
        id: key,
        ref,
        words,
        deadline,
        review: body === null ? null : { body },
        measures: measuresOf(reading.findings[index]),
      })),
    ),
    actions: draft.actions.map((action) => ({
      id: action.key,
      ref: action.ref,
      words: action.words,
      phaseId: action.phase,
      dropped: null,
      leads: action.leads.map(({ words }) => ({ name: words })),
      cites: toCites(action.cites),
      criteria: [...action.criteria, ...rowMeasures(action.milestones, reading)],
    })),
    milestones: draft.actions.flatMap((action) =>
      action.milestones.map((milestone) => toMilestone(milestone, action.key, reading)),
    ),
    wholePlanCites: reading.findings.flatMap(({ actions }, index) =>
      actions.filter(isWholePlan).map((words) => ({ findingId: findingKey(index), words })),
    ),
    matrix: toMatrix(reading.side),
    totals: toTotals(reading.document.legend),
    citedRefs: reading.findings.flatMap((finding, index) =>
      refsBeside(finding, draftRef(draft, index), index),
    ),
    printedTwice: printedTwice(reading),
  }
}

/** The bytes of a plan's file looked through, without bringing it in; `refused` says why it cannot be read. */
export function xrayOfFile(
  bytes: Uint8Array,
  { published }: { published: PlainDate | null },
): { title: string; faults: Fault[]; refused: string | null } {
  const reading = readText(decode(bytes), published === null ? {} : { published })
  const plan = xrayPlanOf(reading)
  if (reading.refused) return { title: plan.title, faults: [], refused: reading.refused.reason }
  return { title: plan.title, faults: xray(plan), refused: null }
}

type Draft = ReturnType<typeof toDraft>
type MilestoneDraft = Draft['actions'][number]['milestones'][number]

const draftRef = ({ reviews }: Draft, index: number): string | null =>
  reviews[0]?.findings[index]?.ref ?? null

/** The document's day: the last of the month where only the month is printed. */
const documentDay = ({ document }: PlanReading): PlainDate | null =>
  document.date ? lastOf(document.date.iso) : null

/** The last day that anything in the rows names: a document without a day can tell of nothing later. */
function lastDayTold({ rows }: PlanReading): PlainDate {
  const told = rows.flatMap(({ notes, start, due }) => [
    ...notes.map(({ date }) => date),
    start?.iso,
    due?.iso,
  ])
  return (
    told
      .flatMap((iso) => (iso ? lastOf(iso) : []))
      .toSorted()
      .at(-1) ?? EARLIEST
  )
}

const EARLIEST = '2000-01-01'

function lastOf(iso: string): PlainDate {
  if (iso.length === 4) return `${iso}-12-31`
  return iso.length === 7 ? endOfMonth(`${iso}-01`) : iso
}

const measuresOf = (finding: ReadFinding | undefined): string[] => [
  ...(finding?.successCriteria ?? []),
  ...(finding?.measures ?? []),
]

const toCites = (cites: readonly { finding: string | null; words: string }[]) =>
  cites.map(({ finding, words }) => ({ findingId: finding, words }))

function rowMeasures(milestones: readonly MilestoneDraft[], { rows }: PlanReading) {
  const keys = new Set(milestones.map(({ key }) => key))
  return rows.flatMap(({ measures }, index) =>
    keys.has(milestoneKey(index)) ? measures.map((words) => ({ words, measures: [{ words }] })) : [],
  )
}

function toMilestone(milestone: MilestoneDraft, actionId: string, { rows }: PlanReading): XrayMilestone {
  const row = rows.find((_, index) => milestoneKey(index) === milestone.key)
  const newest = milestone.updates.toSorted((a, b) => a.saidOn.localeCompare(b.saidOn)).at(-1)
  return {
    id: milestone.key,
    actionId,
    ref: milestone.ref,
    words: milestone.words,
    start: milestone.start,
    due: milestone.due,
    dueList: (row?.due?.list ?? []).filter((iso) => iso !== null),
    dropped: null,
    extra: milestone.extra,
    leads: milestone.leads.map(({ words }) => ({ name: words })),
    cites: toCites(milestone.cites),
    latest: newest ?? null,
  }
}

const isWholePlan = (words: string): boolean =>
  /\bthroughout\b|\b(?:whole|entire)\s+plan\b|\ball\s+(?:of\s+)?(?:the\s+)?(?:plan|actions|sections)\b/i.test(
    words,
  )

/** Numbers printed beside a finding; other words there name no number that could be missing. */
function refsBeside(finding: ReadFinding, ref: string | null, index: number): CitedRef[] {
  const by: Thing = { kind: 'finding', ref, text: finding.words ?? 'without words', id: findingKey(index) }
  return finding.actions.flatMap((words) =>
    (words.match(/\b\d{1,2}\.\d{1,2}\b|^\s*\d{1,2}\s*$/g) ?? []).map((number) => ({
      ref: number.trim(),
      by,
      words,
    })),
  )
}

function printedTwice({ repairs, rows }: PlanReading): NonNullable<XrayPlan['printedTwice']> {
  return repairs
    .filter(({ kind }) => kind === 'duplicate')
    .map(({ line, message }) => {
      const index = rows.findIndex(({ sourceLines }) => sourceLines.includes(line))
      const row = rows[index]
      const thing: Thing = {
        kind: 'milestone',
        ref: row?.ref ?? null,
        text: row?.text ?? '',
        id: milestoneKey(index),
      }
      return { thing, words: message.replace(/^Printed twice:\s*/, '').replace(/;[^;]*$/, '.') }
    })
}
