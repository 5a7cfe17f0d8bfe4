import type { Scope } from '../../../platform/db/scope.ts'
import { NotAllowed, NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { getPlanHeader } from '../queries/plan.ts'
import { deleteView, findView, insertView, listViews, type SavedView, updateView } from '../queries/views.ts'

export interface ViewForm {
  name: string
  /** For every reader of the plan, or only for whoever saves it. */
  shared: boolean
}

/**
 * Keeps a way of looking at a plan under a name. The very same, sent twice, is saved once.
 * Errors: NotFound; Unacceptable when the person has another view of that name.
 */
export async function saveView(
  scope: Scope,
  planId: string,
  { name, shared, query }: ViewForm & { query: string },
): Promise<void> {
  await getPlanHeader(scope, planId, scope.today)
  const personId = whoever(scope)
  const id = await insertView(scope, { planId, personId, name, shared, query, madeAt: scope.now })
  if (id) return write(scope, 'saved', { id, shared })
  const held = await findNamed(scope, { planId, personId, name })
  if (held?.query !== query || held.shared !== shared) throw nameTaken(name)
}

/** Gives one's own view another name, or other readers. Errors: NotFound; Unacceptable when the name is taken. */
export async function changeView(scope: Scope, id: string, to: ViewForm): Promise<SavedView> {
  const view = await getOwnView(scope, id)
  const other = await findNamed(scope, { ...view, name: to.name })
  if (other && other.id !== id) throw nameTaken(to.name)
  await updateView(scope, id, to)
  await write(scope, 'changed', { id, shared: to.shared })
  return view
}

/** Forgets one's own view. Errors: NotFound. */
export async function removeView(scope: Scope, id: string): Promise<SavedView> {
  const view = await getOwnView(scope, id)
  await deleteView(scope, id)
  await write(scope, 'removed', view)
  return view
}

/** Errors: NotFound, also when it is somebody else's. */
export async function getOwnView(scope: Scope, id: string): Promise<SavedView> {
  const view = await findView(scope, id)
  if (!view || view.personId !== scope.actor.personId) throw new NotFound('view')
  return view
}

async function findNamed(
  scope: Scope,
  { planId, personId, name }: Pick<SavedView, 'planId' | 'personId' | 'name'>,
): Promise<SavedView | undefined> {
  const views = await listViews(scope, planId, personId)
  return views.find((view) => view.personId === personId && view.name === name)
}

function whoever({ actor }: Scope): string {
  if (actor.personId === null) throw new NotAllowed('save a view')
  return actor.personId
}

const nameTaken = (name: string) =>
  new Unacceptable(`You have a view called “${name}” already: choose another name`, 'name')

const write = (scope: Scope, what: string, { id, shared }: { id: string; shared: boolean }) =>
  record(scope, { act: `view.${what}`, thing: { kind: 'view', id }, detail: { shared } })
