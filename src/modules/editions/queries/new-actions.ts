import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { LeadFacts } from '../../plans/index.ts'
import type { DraftAction } from '../domain/new-action.ts'
import type { Reader } from './editions.ts'

const drafts = ({ db, areaId }: Reader) =>
  db
    .selectFrom('refresh_action')
    .select([
      'id',
      'refresh_id as refreshId',
      'ref',
      'words',
      'theme_id as themeId',
      'theme_name as themeName',
    ])
    .select(['phase_id as phaseId', 'outcome', 'content'])
    .where('area_id', '=', areaId)
    .where('removed_on', 'is', null)
    .orderBy('position')
    .orderBy('id')

interface Content {
  leads?: LeadFacts[]
  milestones?: { words: string; due: PlainDate | null }[]
}

type Row = Awaited<ReturnType<ReturnType<typeof drafts>['execute']>>[number]

function typed({ content, ...row }: Row): DraftAction & { refreshId: string } {
  const { leads = [], milestones = [] } = content as Content
  return { ...row, leads, milestones }
}

/** Actions that a refresh adds, in the order in which they were written. */
export const listDrafts = (reader: Reader, refreshId: string): Promise<DraftAction[]> =>
  drafts(reader)
    .where('refresh_id', '=', refreshId)
    .execute()
    .then((rows) => rows.map(typed))

/** Errors: NotFound, also for one that was removed. */
export async function getDraft(reader: Reader, id: string): Promise<DraftAction & { refreshId: string }> {
  const row = await drafts(reader).where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('new action')
  return typed(row)
}

/** Adds an action with no more than its words; gives its id, which is also that of the action that it becomes. */
export async function insertDraft(
  { db, areaId }: Scope,
  refresh: { id: string; planId: string },
  words: string,
  position: number,
): Promise<string> {
  const id = newId()
  await db
    .insertInto('refresh_action')
    .values({ area_id: areaId, id, refresh_id: refresh.id, plan_id: refresh.planId, position, words })
    .execute()
  return id
}

export const updateDraft = ({ db, areaId }: Scope, { id, leads, milestones, ...draft }: DraftAction) =>
  db
    .updateTable('refresh_action')
    .set({
      ...{ ref: draft.ref, words: draft.words, theme_id: draft.themeId, theme_name: draft.themeName },
      ...{ phase_id: draft.phaseId, outcome: draft.outcome },
      content: JSON.stringify({ leads, milestones }),
    })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()

export const removeDraft = ({ db, areaId, today }: Scope, id: string) =>
  db
    .updateTable('refresh_action')
    .set({ removed_on: today })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()

/** How many a refresh ever added, those that were removed as well. */
export async function countDrafts({ db, areaId }: Reader, refreshId: string): Promise<number> {
  const row = await db
    .selectFrom('refresh_action')
    .select((of) => of.fn.countAll<string>().as('number'))
    .where('area_id', '=', areaId)
    .where('refresh_id', '=', refreshId)
    .executeTakeFirst()
  return Number(row?.number ?? 0)
}
