import { dayOf, formatDay, formatMonth, isPlainDate, type PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { listFrozen, readFrozen } from '../../cycles/index.ts'
import { listTerms } from '../../library/index.ts'
import { getPlanHeader } from '../../plans/index.ts'
import { readThread } from '../../thread/index.ts'
import type { Asked, Wish } from '../domain/asked.ts'
import { threadOfPaper } from '../domain/gathered.ts'
import type { Layout } from '../domain/layout.ts'
import { paperFacts } from '../domain/milestone-report.ts'
import type { PaperFacts, Since } from '../domain/paper-facts.ts'
import { listReviewsOf } from '../queries/papers.ts'
import { latestTexts } from '../queries/texts.ts'
import { readBeside } from './beside.ts'

/** Of a frozen month, what a choice needs. */
export interface Month {
  cycleId: string
  period: PlainDate
  factsOn: PlainDate
}

/**
 * What a wish comes to in this layout: of which day or month, compared with which. A published layout tells the last
 * frozen month, whatever was chosen; one that compares with nothing forgets what to compare with.
 * Errors: NotFound (plan, month); Unacceptable with the field at fault.
 */
export async function settle(scope: Scope, layout: Layout, wish: Wish): Promise<Asked> {
  await getPlanHeader(scope, wish.planId, scope.today)
  const months = await listFrozen(scope, wish.planId)
  const month = layout.published ? lastOf(months) : monthOf(months, wish.cycleId)
  const asAt = month?.factsOn ?? dayAsked(wish.asAt || scope.today, scope.today)
  const since = layout.compares ? monthOf(months, wish.sinceCycleId) : null
  if (since && !isBefore(since, month, asAt))
    throw new Unacceptable('Compare with a month that was frozen before what the report tells', 'since')
  const { planId, reviewId } = wish
  await expectAnswered(scope, planId, reviewId)
  return {
    ...{ layout, planId, reviewId, asAt },
    cycleId: month?.cycleId ?? null,
    sinceCycleId: since?.cycleId ?? null,
  }
}

async function expectAnswered(scope: Scope, planId: string, reviewId: string | null): Promise<void> {
  if (reviewId === null) return
  const reviews = await listReviewsOf(scope, planId)
  if (!reviews.some(({ id }) => id === reviewId)) throw new NotFound('review that this plan answers')
}

const isBefore = (since: Month, month: Month | null, asAt: PlainDate): boolean =>
  month ? since.period < month.period : since.factsOn <= asAt

function lastOf(months: readonly Month[]): Month {
  const [last] = months
  if (last) return last
  throw new Unacceptable(
    'This report tells what was published, and no month of this plan was frozen yet: freeze a month first',
    'month',
  )
}

function monthOf(months: readonly Month[], cycleId: string | null): Month | null {
  if (cycleId === null) return null
  const found = months.find((month) => month.cycleId === cycleId)
  if (!found) throw new NotFound('frozen month of this plan')
  return found
}

function dayAsked(typed: string, today: PlainDate): PlainDate {
  if (!isPlainDate(typed)) throw new Unacceptable('Enter a real date, like 31 5 2027', 'asAt')
  if (typed > today) throw new Unacceptable('Enter today or an earlier day', 'asAt')
  return typed
}

/**
 * All that a report tells. As many queries for a large plan as for a small one. Errors: NotFound; an Error when a frozen
 * month no longer fits its seal.
 */
export async function readPaperFacts(scope: Scope, asked: Asked): Promise<PaperFacts> {
  const { layout, planId, cycleId, sinceCycleId, reviewId } = asked
  const frozen = cycleId === null ? null : await readFrozen(scope, cycleId)
  const thread = await readThread(scope, planId, asked.asAt)
  const plan = frozen?.facts ?? thread.plan
  const { actor, today } = scope
  const filter = reviewId ? { reviewId } : {}
  return {
    ...paperFacts(plan, {
      ...{ areaName: actor.areaName, generatedOn: today, filter },
      thread: threadOfPaper(thread),
    }),
    ...(await readBeside(scope, layout, planId, asked.asAt)),
    frozen: frozen && { month: frozen.cycle.period, sha256: frozen.sha256 },
    since: sinceCycleId === null ? null : await readSince(scope, sinceCycleId),
    texts: await latestTexts(scope, planId, layout.code),
    terms: (await listTerms(scope)).map(({ term, meaning }) => ({ term, meaning })),
  }
}

async function readSince(scope: Scope, cycleId: string): Promise<Since> {
  const { cycle, facts, frozenAt } = await readFrozen(scope, cycleId)
  const label = `${formatMonth(cycle.period)}, frozen on ${formatDay(dayOf(frozenAt))}`
  return { label, month: cycle.period, plan: facts }
}
