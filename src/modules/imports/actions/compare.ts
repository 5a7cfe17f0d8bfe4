import { setImmediate } from 'node:timers/promises'
import type { Scope } from '../../../platform/db/scope.ts'
import { listChangedFields, listSaid, type PlanAsAt, type PlanDraft, readPlan } from '../../plans/index.ts'
import {
  type ComparedRow,
  type Comparison,
  compare,
  compareWithNothing,
  type Held,
  stableKey,
} from '../domain/compare/compare.ts'
import type { Doubt, PlanReading, ReadFinding, ReadRow } from '../domain/reading.ts'

import { asReturned } from '../domain/returned.ts'
import { type Settled, settledFrom } from '../domain/settled.ts'
import { findingKey, milestoneKey, toDraft } from '../domain/to-draft.ts'
import { settledNames } from '../domain/words-to-settle.ts'
import { findCopyBase } from '../queries/copies.ts'

import { getImport, type ImportRow } from '../queries/imports.ts'
import { type Memory, readMemory } from '../queries/memory.ts'
import { type KeptRow, listBases, listPlaces, listRows, listSpokenOf, replaceRows } from '../queries/rows.ts'
import { listNames } from './names.ts'

export interface Compared {
  row: ImportRow
  reading: PlanReading
  draft: PlanDraft
  comparison: Comparison
}

/** The document as it would be brought in now, held against the plan as it stands now. */
export async function compareNow(scope: Scope, importId: string, given?: PlanReading): Promise<Compared> {
  const row = await getImport(scope, importId)
  const reading = given ?? (await readingOf(scope, row))
  const places = await listPlaces(scope, importId)
  const documentOn = row.documentOn ?? scope.today
  const plan = row.targetPlanId ? await readPlan(scope, row.targetPlanId, scope.today) : null
  const names = await listNames(scope, plan?.themes.map(({ name }) => name) ?? [])
  const settled = settledOf(row, await readMemory(scope))
  const read = toDraft(reading, {
    title: row.title,
    documentOn,
    holders: names.holders,
    settled: { ...settled, ...settledNames(reading, settled, names) },
    document: { id: importId, name: row.fileName },
    placeOf: (line) => places.get(line) ?? `line ${line}`,
  })
  // A long document leaves the others a turn between its parts.
  await setImmediate()
  const draft = row.copyId ? asReturned(read, { fileName: row.fileName, documentOn }) : read
  const held = plan ? await heldOf(scope, row, plan) : null
  const comparison = held ? compare(draft, held, row.settled.decisions ?? {}) : compareWithNothing(draft)
  return { row, reading, draft, comparison }
}

/** Compares, and keeps the rows for the pages to show. */
export async function keepComparison(scope: Scope, importId: string, given?: PlanReading): Promise<void> {
  const compared = await compareNow(scope, importId, given)
  await replaceRows(scope, importId, rowsOf(compared))
}

/** What was settled for this document, on the ground of what the area settled before. */
export function settledOf({ settled }: ImportRow, memory: Memory): Settled {
  const own = settledFrom(settled)
  return {
    ...own,
    statuses: { ...(memory.status as Settled['statuses']), ...own.statuses },
    leads: { ...(memory.lead as Settled['leads']), ...own.leads },
    boards: { ...(memory.board as Settled['boards']), ...own.boards },
    themes: { ...(memory.theme as Settled['themes']), ...own.themes },
  }
}

async function readingOf(scope: Scope, { id, reading }: ImportRow): Promise<PlanReading> {
  if (!reading) throw new Error(`The import ${id} was not read yet`)
  const bodies = async <T>(kind: 'milestone' | 'finding') =>
    (await listRows(scope, id, kind)).map(({ body }) => body as T)
  return {
    ...reading,
    rows: await bodies<ReadRow>('milestone'),
    findings: await bodies<ReadFinding>('finding'),
    ledger: { ...reading.ledger, entries: [] },
  }
}

/** A working copy is compared with what it said when it left; any other document with what the last one said. */
async function heldOf(scope: Scope, { copyId }: ImportRow, plan: PlanAsAt): Promise<Held> {
  const planId = plan.id
  const said = await listSaid(scope, planId)
  const changed = await listChangedFields(scope, planId)
  const wasChanged = (id: string, field: string) => changed.has(`${id} ${field}`)
  const copy = copyId ? await findCopyBase(scope, copyId) : undefined
  if (copy?.planId === planId) {
    const bases = new Map(Object.entries(copy.rows))
    return { plan, said, wasChanged, bases, spokenOf: new Set(bases.keys()), isCopy: true }
  }
  return {
    ...{ plan, said, wasChanged, isCopy: false },
    bases: await listBases(scope, planId),
    spokenOf: await listSpokenOf(scope, planId),
  }
}

function rowsOf({ reading, draft, comparison }: Compared): KeptRow[] {
  const drafts = new Map<string, unknown>([
    ...draft.actions.flatMap((action) => action.milestones).map((one) => [one.key, one] as const),
    ...draft.reviews.flatMap((review) => review.findings).map((one) => [one.key, one] as const),
  ])
  const keys = new Map(
    draft.actions.flatMap((action) =>
      action.milestones.map((one) => [one.key, stableKey(one, action)] as const),
    ),
  )
  const compared = new Map([...comparison.milestones, ...comparison.findings].map((one) => [one.key, one]))
  const toRow = (
    kind: 'milestone' | 'finding',
    key: string,
    position: number,
    body: { doubts: Doubt[] },
  ): KeptRow => {
    const row = compared.get(key)
    return {
      ...{ kind, position, body, draft: drafts.get(key) ?? null, fate: row?.fate ?? null },
      causes: causesOf(kind === 'milestone' ? body.doubts : [], row),
      diffs: row ? { ...diffsOf(row), key: keys.get(key) ?? key } : {},
      thingId: row?.thingId ?? null,
    }
  }
  return [
    ...reading.rows.map((body, index) => toRow('milestone', milestoneKey(index), index, body)),
    ...reading.findings.map((body, index) => toRow('finding', findingKey(index), index, body)),
    ...draft.actions.map(
      ({ milestones: _, ...action }, position): KeptRow => ({
        ...{ kind: 'action', position, body: {}, draft: action },
        causes: causesOf([], comparison.actions[position]),
        diffs: comparison.actions[position] ? diffsOf(comparison.actions[position]) : {},
        fate: comparison.actions[position]?.fate ?? null,
        thingId: comparison.actions[position]?.thingId ?? null,
      }),
    ),
    ...comparison.gone.map(
      ({ thingId, ref, words, decision }, position): KeptRow => ({
        ...{
          kind: 'gone',
          position,
          body: { ref, words, decision },
          draft: null,
          fate: 'gone',
          causes: [],
          diffs: {},
        },
        thingId,
      }),
    ),
  ]
}

/** What a page needs of the comparison of one row; a row of the document has its stable key beside it. */
export interface RowDiffs {
  how: ComparedRow['how']
  offered: ComparedRow['offered']
  differences: ComparedRow['differences']
  updates: ComparedRow['updates']
}

const diffsOf = ({ how, offered, differences, updates }: ComparedRow): RowDiffs => ({
  ...{ how, offered, differences, updates },
})

/** The kinds of what is to be settled, the most pressing first. */
function causesOf(doubts: readonly Doubt[], row: ComparedRow | undefined): string[] {
  const conflicts = row?.differences.some(({ kind }) => kind === 'conflict') ? ['conflict'] : []
  return [...new Set([...conflicts, ...doubts.map(({ kind }) => kind)])]
}
