import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { Asked } from '../domain/asked.ts'
import type { Format } from '../domain/formats.ts'
import type { Layout } from '../domain/layout.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

export type PaperState = 'waiting' | 'making' | 'made' | 'failed' | 'cancelled'

export interface PaperRow {
  id: string
  planId: string
  plan: string
  code: string
  title: string
  layout: Layout
  asAt: PlainDate
  cycleId: string | null
  /** The frozen month that it tells, and the one that it is compared with. */
  period: PlainDate | null
  sinceCycleId: string | null
  sincePeriod: PlainDate | null
  reviewId: string | null
  review: string | null
  request: string
  state: PaperState
  done: number
  steps: number
  fault: string | null
  sha256: string | null
  askedById: string | null
  askedBy: string
  askedAt: Date
  movedAt: Date
  madeAt: Date | null
}

const papers = ({ db, areaId }: Reader) =>
  db
    .selectFrom('paper')
    .innerJoin('plan', (join) =>
      join.onRef('plan.area_id', '=', 'paper.area_id').onRef('plan.id', '=', 'paper.plan_id'),
    )
    .leftJoin('cycle', (join) =>
      join.onRef('cycle.area_id', '=', 'paper.area_id').onRef('cycle.id', '=', 'paper.cycle_id'),
    )
    .leftJoin('cycle as earlier', (join) =>
      join.onRef('earlier.area_id', '=', 'paper.area_id').onRef('earlier.id', '=', 'paper.since_cycle_id'),
    )
    .leftJoin('review', (join) =>
      join.onRef('review.area_id', '=', 'paper.area_id').onRef('review.id', '=', 'paper.review_id'),
    )
    .select([
      'paper.id',
      'paper.plan_id as planId',
      'plan.title as plan',
      'paper.code',
      'paper.title',
      'paper.as_at as asAt',
      'paper.cycle_id as cycleId',
      'cycle.period as period',
      'paper.since_cycle_id as sinceCycleId',
      'earlier.period as sincePeriod',
      'paper.review_id as reviewId',
      'review.title as review',
      'paper.request',
      'paper.done',
      'paper.steps',
      'paper.fault',
      'paper.sha256',
      'paper.asked_by_id as askedById',
      'paper.asked_by as askedBy',
      'paper.asked_at as askedAt',
      'paper.moved_at as movedAt',
      'paper.made_at as madeAt',
    ])
    .select(sql<PaperState>`paper.state`.as('state'))
    .select(sql<Layout>`paper.layout`.as('layout'))
    .where('paper.area_id', '=', areaId)

/** Newest first. */
export const listPapers = (reader: Reader): Promise<PaperRow[]> =>
  papers(reader).orderBy('paper.asked_at', 'desc').orderBy('paper.id', 'desc').execute()

/** Errors: NotFound. */
export const getPaper = (reader: Reader, id: string): Promise<PaperRow> =>
  papers(reader)
    .where('paper.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('paper'))

const ALIVE = ['waiting', 'making', 'made'] as const

/** The paper that answers a request, if one does that was neither cancelled nor failed. */
export const findAnswering = ({ db, areaId }: Reader, request: string) =>
  db
    .selectFrom('paper')
    .select(['id', 'state'])
    .where('area_id', '=', areaId)
    .where('request', '=', request)
    .where('state', 'in', ALIVE)
    .executeTakeFirst()

/** False when another paper answers the same request. */
export async function insertPaper(
  { db, areaId, actor, now }: Scope,
  paper: { id: string; title: string; request: string; asked: Asked; steps: number },
): Promise<boolean> {
  const { layout, planId, asAt, cycleId, sinceCycleId, reviewId } = paper.asked
  const done = await db
    .insertInto('paper')
    .values({
      ...{ area_id: areaId, id: paper.id, plan_id: planId, code: layout.code, title: paper.title },
      ...{ layout: JSON.stringify(layout), as_at: asAt, cycle_id: cycleId, since_cycle_id: sinceCycleId },
      ...{ review_id: reviewId, request: paper.request, state: 'waiting', steps: paper.steps },
      ...{ asked_by_id: actor.personId, asked_by: actor.name, asked_at: now, moved_at: now },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

const GOING = ['waiting', 'making'] as const

const change = ({ db, areaId }: Scope, id: string, states: readonly PaperState[]) =>
  db.updateTable('paper').where('area_id', '=', areaId).where('id', '=', id).where('state', 'in', states)

const isDone = ({ numUpdatedRows }: { numUpdatedRows: bigint }): boolean => numUpdatedRows === 1n

/** Takes a paper into work; false when there is nothing to do. */
export const startMaking = async (scope: Scope, id: string): Promise<boolean> =>
  isDone(await change(scope, id, GOING).set({ state: 'making', moved_at: scope.now }).executeTakeFirst())

/** False when the paper was cancelled meanwhile. */
export const keepFacts = async (
  scope: Scope,
  id: string,
  kept: { facts: string; sha256: string; title: string; steps: number },
): Promise<boolean> =>
  isDone(
    await change(scope, id, ['making'])
      .where('facts', 'is', null)
      .set({ ...kept, done: 1, moved_at: scope.now })
      .executeTakeFirst(),
  )

/** The kept facts of a paper; null where they were not read yet. */
export async function findFacts({ db, areaId }: Reader, id: string): Promise<string | null> {
  const row = await db
    .selectFrom('paper')
    .select('facts')
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.facts ?? null
}

/** One step further; false when the paper was cancelled meanwhile. */
export const setDone = async (scope: Scope, id: string, done: number): Promise<boolean> =>
  isDone(await change(scope, id, ['making']).set({ done, moved_at: scope.now }).executeTakeFirst())

/** True for whoever finishes it: once. */
export const setMade = async (scope: Scope, id: string): Promise<boolean> =>
  isDone(
    await change(scope, id, ['making'])
      .set((of) => ({ state: 'made', done: of.ref('steps'), made_at: scope.now, moved_at: scope.now }))
      .executeTakeFirst(),
  )

export const setFailed = async (scope: Scope, id: string, fault: string): Promise<boolean> =>
  isDone(
    await change(scope, id, GOING).set({ state: 'failed', fault, moved_at: scope.now }).executeTakeFirst(),
  )

export const setCancelled = async (scope: Scope, id: string): Promise<boolean> =>
  isDone(await change(scope, id, GOING).set({ state: 'cancelled', moved_at: scope.now }).executeTakeFirst())

export const setWaiting = async (scope: Scope, id: string): Promise<boolean> =>
  isDone(
    await change(scope, id, ['failed', 'cancelled', ...GOING])
      .set({ state: 'waiting', fault: null, moved_at: scope.now })
      .executeTakeFirst(),
  )

/** Papers that have stood still since a moment: their worker may be gone. */
export const listStill = ({ db, areaId }: Reader, since: Date): Promise<{ id: string }[]> =>
  db
    .selectFrom('paper')
    .select('id')
    .where('area_id', '=', areaId)
    .where('state', 'in', GOING)
    .where('moved_at', '<', since)
    .execute()

export interface PaperFile {
  format: Format
  name: string
  sha256: string
  bytes: number
}

export const listFiles = ({ db, areaId }: Reader, paperId: string): Promise<PaperFile[]> =>
  db
    .selectFrom('paper_file')
    .select(['name', 'file_sha256 as sha256', 'bytes'])
    .select(sql<Format>`format`.as('format'))
    .where('area_id', '=', areaId)
    .where('paper_id', '=', paperId)
    .execute()

/** A file that is there already, from a worker before, stays. */
export async function insertFile({ db, areaId }: Scope, paperId: string, file: PaperFile): Promise<void> {
  const { format, name, sha256, bytes } = file
  await db
    .insertInto('paper_file')
    .values({ area_id: areaId, paper_id: paperId, format, name, file_sha256: sha256, bytes })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The reviews that a plan answers, by title. */
export const listReviewsOf = (
  { db, areaId }: Reader,
  planId: string,
): Promise<{ id: string; title: string }[]> =>
  db
    .selectFrom('plan_review')
    .innerJoin('review', (join) =>
      join
        .onRef('review.area_id', '=', 'plan_review.area_id')
        .onRef('review.id', '=', 'plan_review.review_id'),
    )
    .select(['review.id', 'review.title'])
    .where('plan_review.area_id', '=', areaId)
    .where('plan_review.plan_id', '=', planId)
    .orderBy('review.title')
    .execute()
