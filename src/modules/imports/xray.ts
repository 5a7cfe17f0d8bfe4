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
import { dayOfDocument } from './domain/day.ts'
import { toMatrix } from './domain/matrix.ts'
import type { PlanReading, ReadFinding } from './domain/reading.ts'
import { NOTHING_SETTLED } from './domain/settled.ts'
import { findingKey, milestoneKey, toDraft } from './domain/to-draft.ts'
import { toTotals } from './domain/totals.ts'

/**
 * What the X-ray looks at in a reading. `asAt` stands in for the day of a document that states none. Rows that stand
 * under one number stay apart, as they are printed.
 */
export function xrayPlanOf(reading: PlanReading, asAt: PlainDate = lastDayTold(reading)): XrayPlan {
  const documentOn = dayOfDocument(reading.document)
  const title = reading.document.title ?? 'The plan'
  const draft = toDraft(reading, {
    ...{ title, documentOn: documentOn ?? asAt, holders: new Map(), settled: NOTHING_SETTLED },
    document: null,
    placeOf: (line) => `line ${line}`,
  })
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
      criteria: [
        ...action.criteria,
        ...action.measures.map((measure) => ({ words: measure.words, measures: [measure] })),
      ],
    })),
    milestones: draft.actions.flatMap((action) =>
      action.milestones.map((milestone) => toMilestone(milestone, action.key, reading)),
    ),
    wholePlanCites: toCites(draft.cites.filter(({ missingRef }) => !missingRef)),
    matrix: toMatrix(reading.side),
    totals: toTotals(reading.document.legend),
    citedRefs: reading.findings.flatMap((finding, index) =>
      refsBeside(finding, draftRef(draft, index), index),
    ),
    printedTwice: printedTwice(reading),
  }
}

/** A plan that was only read, looked through; `refused` says why it cannot be read. */
export function xrayOf(reading: PlanReading): { title: string; faults: Fault[]; refused: string | null } {
  const plan = xrayPlanOf(reading)
  if (reading.refused) return { title: plan.title, faults: [], refused: reading.refused.reason }
  return { title: plan.title, faults: xray(plan), refused: null }
}

type Draft = ReturnType<typeof toDraft>
type MilestoneDraft = Draft['actions'][number]['milestones'][number]

const draftRef = ({ reviews }: Draft, index: number): string | null =>
  reviews[0]?.findings[index]?.ref ?? null

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
