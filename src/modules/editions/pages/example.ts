import type { PlanAsAt } from '../../plans/index.ts'
import { examplePlan } from '../../plans/index.ts'
import type { Disposition } from '../domain/disposition.ts'
import { lastOf } from '../domain/disposition.ts'
import { missingIn } from '../domain/missing.ts'
import type { DraftAction } from '../domain/new-action.ts'

/** A made-up refresh, for the examples that every page must bring: some decided in each way, some not yet. */
export const exampleDraft = (): DraftAction => ({
  ...{
    id: 'new-1',
    ref: '12',
    words: 'One front door for every agency',
    themeId: null,
    themeName: 'Front door',
  },
  ...{
    phaseId: null,
    outcome: null,
    leads: [],
    milestones: [{ words: 'One number in use', due: '2027-03-31' }],
  },
})

const decision = (
  actionId: string,
  kind: Disposition['kind'],
  more: Partial<Disposition> = {},
): Disposition => ({
  ...{ id: `decision-${actionId}`, refreshId: 'refresh-1', actionId, kind, answers: { completed: 'no' } },
  ...{ because: 'Agreed by the core group', intoIds: [], movedTo: null, movedToPlanId: null, changes: {} },
  ...{ decidedBy: 'Programme Manager', decidedOn: '2026-11-20', undone: null, ...more },
})

export function exampleRefreshing() {
  const plan: PlanAsAt = examplePlan(40)
  const ids = plan.actions.filter(({ dropped }) => !dropped).map(({ id }) => id)
  const at = (place: number): string => ids[place] ?? ''
  const milestone = plan.milestones.find(({ actionId }) => actionId === at(1))
  const added = [exampleDraft()]
  const decisions = [
    decision(at(0), 'completed'),
    decision(at(1), 'carried', {
      changes: { themeName: 'Front door', due: { [milestone?.id ?? '']: '2027-06-30' } },
    }),
    decision(at(2), 'merged', { intoIds: ['new-1'] }),
    decision(at(3), 'split', { intoIds: ['new-1', at(1)] }),
    decision(at(4), 'moved', { movedTo: 'Children and Young People’s Plan' }),
  ]
  const last = lastOf(decisions)
  const from = {
    ...{
      id: 'edition-1',
      number: 1,
      label: 'Version 1',
      state: 'approved' as const,
      approvedBy: 'Improvement Board',
    },
    ...{
      approvedOn: '2026-09-10',
      inForceFrom: '2026-09-01',
      supersededOn: null,
      changes: null,
      sha256: null,
    },
  }
  return {
    refresh: {
      ...{
        id: 'refresh-1',
        planId: plan.id,
        planTitle: plan.title,
        fromEditionId: 'edition-1',
        toEditionId: 'edition-2',
      },
      ...{
        number: 2,
        label: 'Version 2',
        openedOn: '2026-11-18',
        openedBy: 'Programme Manager',
        state: 'open' as const,
      },
      ...{ endedOn: null, endedBy: null, endedBecause: null },
    },
    ...{ plan, from, decisions, last, added },
    missing: missingIn({ live: ids, added: ['new-1'], decisions: last }),
  }
}
