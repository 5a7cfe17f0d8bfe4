import type { FastifyReply } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { formatDay } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import type { ActorWork } from '../../../platform/http/routes.ts'
import { listBoards } from '../../plans/index.ts'
import { listOwedAs } from '../actions/owed.ts'
import { readPaper } from '../actions/papers.ts'
import { paperPage, toPaperPage } from '../pages/paper.ts'
import { mayStop } from '../policy.ts'
import type { PaperRow } from '../queries/papers.ts'

async function choicesFor(scope: Scope, paper: PaperRow) {
  const owed = await listOwedAs(scope, paper)
  return {
    boards: await listBoards(scope),
    owed: owed.map(({ scheduleId, on, schedule }) => ({
      key: `${scheduleId} ${on}`,
      words: `${schedule.audience}, ${formatDay(on)}`,
    })),
  }
}

/** The page of a paper; with what was typed into the form that says it was sent, where that was at fault. */
export async function showPaper(
  { params, scope, actor, page }: ActorWork<{ id: string }, unknown>,
  typed: { values: FormValues; errors: FieldError[] } | null,
): Promise<FastifyReply> {
  const vm = await scope(async (s) => {
    const read = await readPaper(s, params.id)
    const maySend = can(actor, 'papers.send')
    return toPaperPage({
      ...read,
      now: s.now,
      may: { stop: mayStop(actor, read.paper), make: can(actor, 'reports.make'), send: maySend },
      choices: { ...(maySend ? await choicesFor(s, read.paper) : { boards: [], owed: [] }), today: s.today },
      typed: typed?.values ?? null,
      errors: typed?.errors ?? [],
    })
  })
  return page(paperPage, vm, typed ? 422 : 200)
}
