import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { propose } from '../domain/likeness.ts'
import type { Sheet, Statement } from '../domain/statement.ts'
import { linkStatement } from './link.ts'
import { readSheets } from './read.ts'

/** A printed statement, with the statement of the framework that it is likely to be. */
export interface Match {
  printed: Statement
  proposed: string | null
  /** Codes of statements that its actions show already, every one of them. */
  taken: string[]
}

export interface TakeOverFacts {
  plan: { id: string; title: string }
  /** The frameworks that the plan is held against; the first, or the one that was asked for, is `into`. */
  frameworks: Sheet[]
  into: Sheet | null
  tables: { tableId: string; title: string; matches: Match[] }[]
}

/** The printed tables of a plan, statement by statement, beside a framework's. Errors: NotFound. */
export async function readTakeOver(
  scope: Scope,
  planId: string,
  framework: string | null,
): Promise<TakeOverFacts> {
  const { plan, sheets } = await readSheets(scope, planId, null)
  const frameworks = sheets.filter(({ source }) => source.kind === 'framework')
  const into = frameworks.find(({ key }) => key === framework) ?? frameworks[0] ?? null
  return {
    plan: { id: plan.id, title: plan.title },
    ...{ frameworks, into },
    tables: sheets.flatMap(({ source, title, statements }) =>
      source.kind === 'printed'
        ? [{ tableId: source.tableId, title, matches: matchesOf(statements, into) }]
        : [],
    ),
  }
}

function matchesOf(printed: readonly Statement[], into: Sheet | null): Match[] {
  const statements = into?.statements ?? []
  const proposed = propose(printed, statements)
  return printed.map((one, at) => ({
    printed: one,
    proposed: proposed[at] ?? null,
    taken: statements.filter((statement) => showsAllOf(statement, one)).map(({ code }) => code),
  }))
}

function showsAllOf(statement: Statement, printed: Statement): boolean {
  const ids = new Set(statement.shownBy.map(({ id }) => id))
  return printed.shownBy.length > 0 && printed.shownBy.every(({ id }) => ids.has(id))
}

export interface TakeOver {
  table: string
  /** Of the printed statement, from 1. */
  place: number
  framework: string
  statement: string
}

/**
 * Links the actions of one printed statement to the statement of a framework that a person says it is. Gives how many
 * actions. Errors: NotFound; Unacceptable where the printed one names no action of the plan.
 */
export async function takeOver(
  scope: Scope,
  planId: string,
  { table, place, framework, statement }: TakeOver,
): Promise<number> {
  const { into, tables } = await readTakeOver(scope, planId, framework)
  const printed = tables.find(({ tableId }) => tableId === table)?.matches[place - 1]?.printed
  if (!printed || into?.key !== framework || into.source.kind !== 'framework')
    throw new NotFound('printed statement')
  if (!into.statements.some(({ code }) => code === statement))
    throw new Unacceptable('Choose the statement from the list', 'statement')
  if (printed.shownBy.length === 0)
    throw new Unacceptable('None of the numbers that it is printed with is in the plan', 'statement')
  const key = { framework: into.source.framework, version: into.source.version, descriptor: statement }
  const add = printed.shownBy.map(({ kind, id }) => ({ kind, id }))
  await linkStatement(scope, planId, key, { add, end: [] })
  return add.length
}
