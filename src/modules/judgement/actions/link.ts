import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { recordAll } from '../../../platform/record/record.ts'
import { findStatement, type StatementKey } from '../../frameworks/index.ts'
import { type PlanAsAt, readPlan } from '../../plans/index.ts'
import { sheetNamed } from '../domain/sheets.ts'
import type { Sheet, Statement } from '../domain/statement.ts'
import { endLinks, insertLinks, type LinkedThing } from '../queries/links.ts'
import { readSheets } from './read.ts'

export interface Linking {
  add: readonly LinkedThing[]
  end: readonly LinkedThing[]
}

/**
 * Says from today on which actions and milestones show a statement, and which no longer do. Done twice is done once.
 * Errors: NotFound for the plan or the statement; Unacceptable for a thing that is no live part of the plan.
 */
export async function linkStatement(
  scope: Scope,
  planId: string,
  key: StatementKey,
  { add, end }: Linking,
): Promise<void> {
  const plan = await readPlan(scope, planId, scope.today)
  if (!findStatement(key)) throw new NotFound('statement')
  if (!add.every((thing) => isLive(plan, thing)))
    throw new Unacceptable('The plan has changed since this page was shown: choose again', 'things')
  const added = await insertLinks(scope, planId, key, add)
  const ended = await endLinks(scope, planId, key, end)
  await tell(scope, planId, key, { added, ended })
}

function isLive({ actions, milestones }: PlanAsAt, { kind, id }: LinkedThing): boolean {
  const held = kind === 'action' ? actions : milestones
  return held.some((one) => one.id === id && !one.dropped)
}

function tell(
  scope: Scope,
  planId: string,
  { framework, version, descriptor }: StatementKey,
  { added, ended }: { added: number; ended: number },
) {
  const thing = { kind: 'plan', id: planId }
  const detail = { framework, version, descriptor }
  return recordAll(scope, [
    ...(added > 0 ? [{ act: 'judgement.linked', thing, detail: { ...detail, things: added } }] : []),
    ...(ended > 0 ? [{ act: 'judgement.unlinked', thing, detail: { ...detail, things: ended } }] : []),
  ])
}

export interface FoundStatement {
  plan: PlanAsAt
  sheets: Sheet[]
  sheet: Sheet
  statement: Statement
  /** Null for a statement of a printed table. */
  key: StatementKey | null
}

/** A statement of a sheet of a plan, as at a day. Errors: NotFound for the plan, the sheet or the statement. */
export async function readStatementOf(
  scope: Scope,
  planId: string,
  wish: { framework: string | null; statement: string | null; asAt?: string | null },
): Promise<FoundStatement> {
  const { plan, sheets } = await readSheets(scope, planId, wish.asAt ?? null)
  const sheet = sheetNamed(sheets, wish.framework)
  const statement = sheet?.statements.find(({ code }) => code === wish.statement)
  if (!sheet || !statement) throw new NotFound('statement that this plan is held against')
  const { source } = sheet
  const key =
    source.kind === 'framework'
      ? { framework: source.framework, version: source.version, descriptor: statement.code }
      : null
  return { plan, sheets, sheet, statement, key }
}

/** The same, of a framework: a printed table's links are as they were printed. Errors: NotFound. */
export async function readLinkable(
  scope: Scope,
  planId: string,
  wish: { framework: string | null; statement: string | null },
): Promise<FoundStatement & { key: StatementKey }> {
  const found = await readStatementOf(scope, planId, wish)
  if (!found.key) throw new NotFound('statement of a framework')
  return { ...found, key: found.key }
}
