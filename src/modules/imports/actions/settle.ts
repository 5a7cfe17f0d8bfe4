import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { listPlans } from '../../plans/index.ts'
import type { Decision } from '../domain/compare/compare.ts'
import type { ColumnField, ReadChoices } from '../domain/reading.ts'
import type { ImportSettings, Step } from '../domain/settings.ts'
import type { Settled } from '../domain/settled.ts'
import { getImport, type ImportRow, lockImports, saveImport } from '../queries/imports.ts'
import { remember } from '../queries/memory.ts'
import { decisionKey, type KeptRow, listRows, type RowKind } from '../queries/rows.ts'
import { keepComparison, type RowDiffs } from './compare.ts'
import { readAgain } from './start.ts'

/** An import that is still to be settled. Errors: NotFound, Unacceptable. */
async function getOpen(scope: Scope, importId: string): Promise<ImportRow> {
  const row = await getImport(scope, importId)
  if (row.state !== 'proposed') throw closed(row)
  return row
}

/** The same, or one that was refused the way it was read: read otherwise, it may be a plan. */
async function getReadable(scope: Scope, importId: string): Promise<ImportRow> {
  const row = await getImport(scope, importId)
  if (row.state !== 'proposed' && !(row.state === 'refused' && row.reading)) throw closed(row)
  return row
}

const closed = ({ state }: ImportRow): Unacceptable =>
  new Unacceptable(
    state === 'reading'
      ? 'This document is still being read: wait a moment, then send this again'
      : `This import was ${state} before`,
  )

const through = ({ settled }: ImportRow, step: Step): Pick<ImportSettings, 'done'> => ({
  done: [...new Set([...(settled.done ?? []), step])],
})

/** What the document is: its day, the review's, its sheets, and which plan it changes. Read again where that matters. */
export async function settleFound(
  scope: Scope,
  importId: string,
  found: Pick<ReadChoices, 'published' | 'documentOn' | 'leftOutSheets'> & {
    targetPlanId: string | null
    leftOutTables: number[]
  },
): Promise<void> {
  await lockImports(scope)
  const row = await getReadable(scope, importId)
  await refuseStrangers(scope, found.targetPlanId)
  const { targetPlanId, leftOutTables, ...given } = found
  const choices: ReadChoices = { ...withoutDays(row.choices), ...given }
  const settled = { ...row.settled, ...through(row, 'found'), targetChosen: true, leftOutTables }
  const change = { choices, settled, target_plan_id: targetPlanId }
  if (row.state === 'refused' || JSON.stringify(choices) !== JSON.stringify(row.choices))
    return readAgain(scope, importId, change)
  await saveImport(scope, importId, change)
  await keepComparison(scope, importId)
}

async function refuseStrangers(scope: Scope, planId: string | null): Promise<void> {
  if (planId !== null && !(await listPlans(scope)).some(({ id }) => id === planId))
    throw new Unacceptable('That plan is not there any more: choose one of the list', 'target')
}

const withoutDays = ({
  published: _p,
  documentOn: _d,
  leftOutSheets: _s,
  ...rest
}: ReadChoices): ReadChoices => rest

/** What each column is; kept for the next document with the same headings. */
export async function settleColumns(
  scope: Scope,
  importId: string,
  columns: Record<string, Record<number, ColumnField>>,
): Promise<void> {
  await lockImports(scope)
  const row = await getReadable(scope, importId)
  await remember(
    scope,
    Object.entries(columns).map(([key, value]) => ({ kind: 'columns', key, value })),
  )
  const choices = { ...row.choices, columns: { ...row.choices.columns, ...columns } }
  const settled = { ...row.settled, ...through(row, 'columns') }
  await readAgain(scope, importId, { choices, settled })
}

/** What the words mean, once for all rows; kept for the next document. */
export async function settleWords(
  scope: Scope,
  importId: string,
  words: Pick<Settled, 'statuses' | 'leads' | 'boards' | 'themes' | 'dates'>,
): Promise<void> {
  await lockImports(scope)
  const row = await getOpen(scope, importId)
  const kinds = {
    status: words.statuses,
    lead: words.leads,
    board: words.boards,
    theme: words.themes,
  } as const
  await remember(
    scope,
    Object.entries(kinds).flatMap(([kind, entries]) =>
      Object.entries(entries).map(([key, value]) => ({ kind: kind as keyof typeof kinds, key, value })),
    ),
  )
  await saveImport(scope, importId, { settled: { ...row.settled, ...through(row, 'words'), ...words } })
  await keepComparison(scope, importId)
}

/** What a person says of rows: whose value counts, what is the same, what became of what is gone. */
export async function decideRows(
  scope: Scope,
  importId: string,
  decisions: Record<string, Decision>,
): Promise<void> {
  await lockImports(scope)
  const row = await getOpen(scope, importId)
  const known = row.settled.decisions ?? {}
  const shown = await listDecidable(scope, importId)
  const merged = Object.fromEntries(
    Object.entries(decisions).flatMap(([key, one]) => {
      const plan = shown.get(key)
      if (!plan) return []
      const before = Object.hasOwn(known, key) ? (known[key] ?? {}) : {}
      const seen = { ...before.seen, ...plan }
      return [[key, { ...before, ...one, seen, take: { ...before.take, ...one.take } }]]
    }),
  )
  await saveImport(scope, importId, { settled: { ...row.settled, decisions: { ...known, ...merged } } })
  await keepComparison(scope, importId)
}

/** By the key of each row that can be decided: what the plan said when it was shown, by field. */
async function listDecidable(
  scope: Scope,
  importId: string,
): Promise<ReadonlyMap<string, Record<string, string>>> {
  const kinds: readonly RowKind[] = ['milestone', 'finding', 'action', 'gone']
  const rows: KeptRow[] = []
  for (const kind of kinds) rows.push(...(await listRows(scope, importId, kind)))
  return new Map(
    rows.map((row) => {
      const { differences = [] } = row.diffs as Partial<RowDiffs>
      return [decisionKey(row), Object.fromEntries(differences.map(({ field, plan }) => [field, plan]))]
    }),
  )
}

/** Undoes, or makes again, what was done to the source to make rows of it. */
export async function undoRepairs(scope: Scope, importId: string, undone: readonly string[]): Promise<void> {
  await lockImports(scope)
  const row = await getOpen(scope, importId)
  await readAgain(scope, importId, { choices: { ...row.choices, undone } })
}

/** Sets a document aside. Its original and its reading stay; nothing of it ever reached a plan. */
export async function discardImport(scope: Scope, importId: string): Promise<void> {
  await lockImports(scope)
  const { state } = await getImport(scope, importId)
  if (!['proposed', 'refused', 'reading'].includes(state))
    throw new Unacceptable(`This import was ${state} before`)
  await saveImport(scope, importId, { state: 'discarded' })
  await record(scope, { act: 'import.discarded', thing: { kind: 'import', id: importId } })
}
