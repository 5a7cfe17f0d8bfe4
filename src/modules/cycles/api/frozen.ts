import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Scope } from '../../../platform/db/scope.ts'
import { apiRoute } from '../../../platform/http/api.ts'
import type { Deps } from '../../../platform/http/routes.ts'
import { freezeMonth, readChanges, readFrozen } from '../actions/freeze.ts'
import { IdParams } from '../forms.ts'
import { Changes, Month, toChanges, toMonth } from './facts.ts'
import { apiPaths } from './paths.ts'

const Frozen = z
  .object({
    month: Month,
    sha256: z.string().meta({ description: 'Of “facts” as UTF-8; the same stands in the record.' }),
    frozenBy: z.string(),
    frozenAt: z.iso.datetime(),
    facts: z.string().meta({
      description:
        'The very text that was kept, which is JSON itself: a Plan as it stood then, with the fields of that time.',
    }),
  })
  .meta({ id: 'FrozenMonth' })

const MonthChanges = z.object({
  month: Month,
  since: Month.pick({ id: true, period: true }).extend({ frozenAt: z.iso.datetime() }).nullable().meta({
    description: 'The month compared with; null where none was frozen before.',
  }),
  changes: Changes.nullable(),
})

const Since = z.strictObject({
  since: z
    .uuid('since must be the id of a month')
    .optional()
    .meta({ description: 'An earlier frozen month of the plan; the last before this one if left out.' }),
})

export function frozenApi(app: FastifyInstance, deps: Deps): void {
  apiRoute(app, deps, {
    name: 'freezeMonth',
    does: 'Keeps the facts of a month as they stand now, for good',
    method: 'POST',
    url: apiPaths.freezing,
    can: 'months.run',
    params: IdParams,
    body: z.strictObject({}),
    answers: Frozen.omit({ facts: true }),
    status: 201,
    conflicts: true,
    handle: ({ params, scope }) =>
      scope(async (s) => {
        await freezeMonth(s, params.id)
        return readKept(s, params.id)
      }),
  })
  apiRoute(app, deps, {
    name: 'readFrozenMonth',
    does: 'The facts of a month exactly as they were frozen, with their SHA-256',
    method: 'GET',
    url: apiPaths.facts,
    can: 'plans.view',
    params: IdParams,
    answers: Frozen,
    handle: ({ params, scope }) => scope((s) => readKept(s, params.id)),
  })
  apiRoute(app, deps, {
    name: 'readMonthChanges',
    does: 'What changed since an earlier frozen month; an open month is compared as it stands now',
    method: 'GET',
    url: apiPaths.changes,
    can: 'plans.view',
    params: IdParams,
    query: Since,
    answers: MonthChanges,
    handle: async ({ params, query, scope }) => {
      const { cycle, since } = await scope((s) => readChanges(s, params.id, query.since ?? null))
      if (!since) return { month: toMonth(cycle), since: null, changes: null }
      const { cycleId: id, period, frozenAt } = since.month
      return {
        month: toMonth(cycle),
        since: { id, period, frozenAt: frozenAt.toISOString() },
        changes: toChanges(since.comparison, since.reasons),
      }
    },
  })
}

async function readKept(scope: Scope, id: string): Promise<z.input<typeof Frozen>> {
  const { cycle, sha256, frozenBy, frozenAt, text } = await readFrozen(scope, id)
  return { month: toMonth(cycle), sha256, frozenBy, frozenAt: frozenAt.toISOString(), facts: text }
}
