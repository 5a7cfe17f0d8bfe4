import { type PlainDate, startOfMonth } from '../../../platform/calendar.ts'
import type { MilestoneDraft, PlanDraft, UpdateDraft } from '../../plans/index.ts'
import { COPY_HEADINGS } from './working-copy.ts'

/**
 * A working copy that came back, as a draft: what was filled in is said on the day on which it came, for its month, and
 * as returned in this file. Columns that only help the lead are no part of the plan.
 */
export function asReturned(draft: PlanDraft, back: { fileName: string; documentOn: PlainDate }): PlanDraft {
  return {
    ...draft,
    ...{ reviews: [], cites: [], tables: [], themes: [], phases: [], edition: null },
    actions: draft.actions
      .filter(({ milestones }) => milestones.length > 0)
      .map((action) => ({
        ...action,
        ...{ cites: [], theme: null, phase: null, outcome: null, criteria: [], measures: [] },
        milestones: action.milestones.map((milestone) => ({
          ...milestone,
          cites: [],
          extra: {},
          updates: returnedUpdates(milestone, back),
        })),
      })),
  }
}

function returnedUpdates(
  { updates, extra }: MilestoneDraft,
  { fileName, documentOn }: { fileName: string; documentOn: PlainDate },
): UpdateDraft[] {
  const said = updates.at(-1)
  const next = extra[COPY_HEADINGS.next] ?? null
  const support = extra[COPY_HEADINGS.support] ?? null
  const done = updates
    .map((update) => update.done)
    .filter(Boolean)
    .join('\n')
  if (!said && !next && !support) return []
  return [
    {
      ...{ period: startOfMonth(documentOn), saidOn: documentOn, done, next, support, evidence: null },
      ...{ status: said?.status ?? null, statusWords: said?.statusWords ?? null },
      author: { id: null, words: `As returned in ${fileName}` },
    },
  ]
}
