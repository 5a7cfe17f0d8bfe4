import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { recordAll } from '../../../platform/record/record.ts'
import { getPlanHeader } from '../queries/plan.ts'
import { listThemeLeads, replaceThemeLeads, type ThemeLead } from '../queries/themes.ts'
import { type Holder, listHolders } from './holders.ts'

const keyOf = (lead: ThemeLead | undefined): string => lead?.personId ?? lead?.postId ?? ''

/** The themes of a plan with who leads each, and who may. Errors: NotFound. */
export async function readThemeLeads(scope: Scope, planId: string) {
  const plan = await getPlanHeader(scope, planId, scope.today)
  const leads = await listThemeLeads(scope, planId)
  const holders = (await listHolders(scope)).filter(({ kind }) => kind !== 'partner')
  const themes = plan.themes.map(({ id, name }) => ({
    id,
    name,
    lead: keyOf(leads.find((lead) => lead.themeId === id)),
  }))
  return { plan: { id: plan.id, title: plan.title }, themes, holders }
}

/**
 * Gives themes their leads: by theme, the identity of a person or post, or nothing. Errors: NotFound; Unacceptable for
 * somebody who is neither.
 */
export async function setThemeLeads(
  scope: Scope,
  planId: string,
  wanted: ReadonlyMap<string, string>,
): Promise<void> {
  const { themes, holders } = await readThemeLeads(scope, planId)
  const unknown = [...wanted.keys()].find((id) => !themes.some((theme) => theme.id === id))
  if (unknown) throw new NotFound('theme')
  const changed = themes.filter(({ id, lead }) => wanted.has(id) && wanted.get(id) !== lead)
  const leads = changed.map(({ id }) => ({ themeId: id, lead: toLead(holders, wanted.get(id) ?? '') }))
  await replaceThemeLeads(scope, planId, leads)
  await recordAll(
    scope,
    changed.map(({ id }) => ({ act: 'theme.lead_set', thing: { kind: 'theme', id } })),
  )
}

function toLead(holders: readonly Holder[], key: string) {
  if (key === '') return null
  const holder = holders.find((one) => one.id === key)
  if (!holder) throw new Unacceptable('Choose leads from the list', 'themes')
  return { holder: { kind: holder.kind, id: holder.id }, name: holder.name, part: 'accountable' as const }
}
