import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotAllowed, Unacceptable } from '../../../platform/http/errors.ts'
import {
  attachEvidence,
  type EvidencePiece,
  type EvidenceTarget,
  listEvidence,
} from '../../evidence/index.ts'
import { mayAttest, statementTarget } from '../../plans/index.ts'
import { nextInspection } from '../../reviews/index.ts'
import { judge } from '../domain/judge.ts'
import type { Judged } from '../domain/statement.ts'
import { type LinkHistory, listLinkHistory } from '../queries/links.ts'
import { type FoundStatement, readStatementOf } from './link.ts'

export interface StatementWish {
  framework: string | null
  statement: string | null
  asAt: PlainDate | null
}

export interface StatementFacts extends FoundStatement {
  judged: Judged
  on: PlainDate | null
  history: LinkHistory[]
  /** Evidence that the reader may put under it; empty for whoever may not, and on a past day. */
  held: EvidencePiece[]
  today: PlainDate
}

/** One statement with all that stands behind it, and what was linked to it when. Errors: NotFound. */
export async function readStatement(
  scope: Scope,
  planId: string,
  wish: StatementWish,
): Promise<StatementFacts> {
  const found = await readStatementOf(scope, planId, wish)
  const { asAt } = found.plan
  const on = (await nextInspection(scope, asAt))?.expectedOn ?? null
  return {
    ...found,
    ...{ on, judged: judge(found.statement, { on, asAt }), today: scope.today },
    history: found.key ? await listLinkHistory(scope, planId, found.key, asAt) : [],
    held: asAt === scope.today && mayAttestTo(scope, found) ? await freeEvidence(scope, found) : [],
  }
}

async function freeEvidence(scope: Scope, { statement }: FoundStatement): Promise<EvidencePiece[]> {
  const there = new Set(statement.evidence.map(({ id }) => id))
  return (await listEvidence(scope)).filter(({ id, withdrawn }) => !withdrawn && !there.has(id))
}

/** Whoever leads what shows it, besides those who keep evidence of everything. */
function mayAttestTo({ actor }: Scope, { plan, statement }: FoundStatement): boolean {
  const ids = new Set(statement.shownBy.map(({ id }) => id))
  return mayAttest(
    actor,
    [...plan.actions, ...plan.milestones].filter(({ id }) => ids.has(id)),
  )
}

const targetOf = ({ plan, sheet, statement, key }: FoundStatement): EvidenceTarget =>
  key
    ? statementTarget(plan.id, key)
    : {
        ...{ kind: 'descriptor', planId: plan.id, descriptor: statement.words },
        id: sheet.source.kind === 'printed' ? sheet.source.tableId : '',
      }

/**
 * Puts evidence that is held under a statement. Errors: NotFound, NotAllowed; Unacceptable when it was withdrawn, or is
 * not among what is held.
 */
export async function attachToStatement(
  scope: Scope,
  planId: string,
  { evidence, ...wish }: { framework: string; statement: string; evidence: string },
): Promise<void> {
  const found = await readStatementOf(scope, planId, wish)
  if (!mayAttestTo(scope, found)) throw new NotAllowed('add evidence to this statement')
  const pieces = await listEvidence(scope)
  if (!pieces.some(({ id }) => id === evidence))
    throw new Unacceptable('Choose the evidence from the list', 'evidence')
  await attachEvidence(scope, evidence, [targetOf(found)])
}
