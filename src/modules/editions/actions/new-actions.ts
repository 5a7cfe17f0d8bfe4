import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { type Holder, type LeadFacts, listHolders } from '../../plans/index.ts'
import type { DraftAction } from '../domain/new-action.ts'
import { countDrafts, getDraft, insertDraft, removeDraft, updateDraft } from '../queries/new-actions.ts'
import { lockRefresh } from '../queries/refreshes.ts'
import { type Refreshing, readRefresh } from './read.ts'
import { refuseEnded } from './start.ts'

/** Adds an action to the next edition, with no more than its words; gives its id. Errors: NotFound; Conflict when the refresh has ended. */
export async function addDraft(scope: Scope, refreshId: string, words: string): Promise<string> {
  const { refresh } = await openRefresh(scope, refreshId)
  const id = await insertDraft(scope, refresh, words, await countDrafts(scope, refreshId))
  await record(scope, { act: 'refresh.action_added', thing: { kind: 'refresh', id: refreshId } })
  return id
}

async function openRefresh(scope: Scope, refreshId: string): Promise<Refreshing> {
  await lockRefresh(scope, refreshId)
  const found = await readRefresh(scope, refreshId)
  refuseEnded(found.refresh)
  return found
}

export interface DraftRead {
  refreshing: Refreshing
  draft: DraftAction
  holders: Holder[]
}

/** An action of the next edition, with whoever may lead it. Errors: NotFound, also when it was removed. */
export async function readDraft(scope: Scope, id: string): Promise<DraftRead> {
  const { refreshId, ...draft } = await getDraft(scope, id)
  return { refreshing: await readRefresh(scope, refreshId), draft, holders: await listHolders(scope) }
}

export interface DraftAsked extends Omit<DraftAction, 'id' | 'leads'> {
  /** Identities of people, posts and partners. */
  leads: readonly string[]
}

/** Writes an action of the next edition. Errors: NotFound; Conflict when the refresh has ended; Unacceptable for what is on no list. */
export async function changeDraft(
  scope: Scope,
  id: string,
  { leads, ...asked }: DraftAsked,
): Promise<Refreshing> {
  const { refreshId } = await getDraft(scope, id)
  const found = await openRefresh(scope, refreshId)
  const { themes, phases } = found.plan
  if (asked.themeId && !themes.some((theme) => theme.id === asked.themeId))
    throw new Unacceptable('Choose a theme from the list', 'theme')
  if (asked.phaseId && !phases.some((phase) => phase.id === asked.phaseId))
    throw new Unacceptable('Choose a phase from the list', 'phase')
  await updateDraft(scope, { id, ...asked, leads: toLeads(await listHolders(scope), leads) })
  await record(scope, { act: 'refresh.action_changed', thing: { kind: 'refresh', id: refreshId } })
  return found
}

/** The first answers for it. */
const toLeads = (holders: readonly Holder[], ids: readonly string[]): LeadFacts[] =>
  [...new Set(ids)].map((id, at) => {
    const holder = holders.find((one) => one.id === id)
    if (!holder) throw new Unacceptable('Choose leads from the list', 'leads')
    const { kind, name, partner } = holder
    return { holder: { kind, id }, name, partner, part: at === 0 ? 'accountable' : 'lead' }
  })

/** Takes an action out of the next edition. Errors: NotFound; Conflict when the refresh has ended; Unacceptable while something becomes it. */
export async function dropDraft(scope: Scope, id: string): Promise<string> {
  const { refreshId } = await getDraft(scope, id)
  const { last } = await openRefresh(scope, refreshId)
  if ([...last.values()].some(({ intoIds }) => intoIds.includes(id)))
    throw new Unacceptable('Something is merged or split into this action: decide otherwise there first')
  await removeDraft(scope, id)
  await record(scope, { act: 'refresh.action_removed', thing: { kind: 'refresh', id: refreshId } })
  return refreshId
}
