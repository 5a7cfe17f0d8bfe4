import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict, NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { record } from '../../../platform/record/record.ts'
import type { HeldLayoutFacts, Layout } from '../domain/layout.ts'
import { codeFor } from '../domain/layout-code.ts'
import { faultOfLayout } from '../domain/layout-edit.ts'
import { ourLayouts } from '../layouts.ts'
import {
  endLayoutRow,
  findLayoutCode,
  insertLayout,
  listOwnLayouts,
  listUsedCodes,
  type OwnLayout,
} from '../queries/layouts.ts'

/** Every layout that can be used here, by name: ours and the area's. One statement. */
export async function listHeldLayouts(scope: Scope): Promise<HeldLayoutFacts[]> {
  const ours = ourLayouts().map((layout) => ({ layout, own: null }))
  const own = (await listOwnLayouts(scope)).map(({ layout, ...row }) => ({ layout, own: row }))
  return [...ours, ...own].sort((a, b) => a.layout.name.localeCompare(b.layout.name))
}

/** The layouts alone, by name: ours and the area's. */
export const listLayouts = async (scope: Scope): Promise<Layout[]> =>
  (await listHeldLayouts(scope)).map(({ layout }) => layout)

/** Errors: NotFound. */
export async function getHeldLayout(scope: Scope, code: string): Promise<HeldLayoutFacts> {
  const found = (await listHeldLayouts(scope)).find(({ layout }) => layout.code === code)
  if (!found) throw new NotFound('report layout')
  return found
}

/** A layout by its code, ours or the area's. Errors: NotFound. */
export const getLayout = async (scope: Scope, code: string): Promise<Layout> =>
  (await getHeldLayout(scope, code)).layout

/** The area's own. Errors: NotFound, also for one of ours. */
export async function getOwn(scope: Scope, code: string): Promise<OwnLayout> {
  const { layout, own } = await getHeldLayout(scope, code)
  if (!own) throw new NotFound('report layout of the area’s own')
  return { ...own, layout }
}

/**
 * Makes a layout of the area's own from another, under a name and a code of its own. Gives its code; the same form
 * sent twice gives the same. Errors: NotFound; Unacceptable for a name that is taken.
 */
export async function copyLayout(
  scope: Scope,
  code: string,
  { name, once }: { name: string; once: string },
): Promise<string> {
  const made = await findLayoutCode(scope, once)
  if (made) return made
  const held = await listHeldLayouts(scope)
  const from = held.find(({ layout }) => layout.code === code)
  if (!from) throw new NotFound('report layout')
  refuseTakenName(held, name, null)
  const taken = [...held.map(({ layout }) => layout.code), ...(await listUsedCodes(scope))]
  const layout = { ...from.layout, name, code: codeFor(name, taken) }
  await insertLayout(scope, once, layout)
  await record(scope, act('made', once, layout, { from: code }))
  return layout.code
}

/**
 * Ends a layout's state and adds its next: papers that were made keep the one that they were made of. Gives nothing
 * to do when nothing is different. Errors: NotFound; Conflict when somebody was quicker; Unacceptable for a name.
 */
export async function changeLayout(
  scope: Scope,
  code: string,
  seen: string,
  change: (layout: Layout) => Layout,
): Promise<void> {
  const held = await listHeldLayouts(scope)
  const found = held.find(({ layout }) => layout.code === code)
  if (!found?.own) throw new NotFound('report layout of the area’s own')
  if (found.own.id !== seen) throw changedMeanwhile(found.own)
  const next = change(found.layout)
  if (JSON.stringify(next) === JSON.stringify(found.layout)) return
  const fault = faultOfLayout(next)
  if (fault) throw new Unacceptable(fault)
  refuseTakenName(held, next.name, code)
  if (!(await endLayoutRow(scope, seen))) throw changedMeanwhile(found.own)
  const id = newId()
  await insertLayout(scope, id, next)
  await record(scope, act('changed', id, next))
}

/**
 * Ends a layout: nobody can choose it any more. What was made of it stays. Errors: NotFound; Conflict when somebody
 * changed it since it was seen.
 */
export async function endLayout(scope: Scope, code: string, seen: string): Promise<void> {
  const own = await getOwn(scope, code)
  if (own.id !== seen || !(await endLayoutRow(scope, seen))) throw changedMeanwhile(own)
  await record(scope, act('ended', seen, own.layout))
}

const act = (what: string, id: string, { code, name }: Layout, more: Record<string, string> = {}) => ({
  act: `report_layout.${what}`,
  thing: { kind: 'report_layout', id },
  detail: { code, name, ...more },
})

const changedMeanwhile = ({ madeBy }: { madeBy: string }) =>
  new Conflict(`${madeBy} changed this layout meanwhile. This is how it stands now: make your change again`)

function refuseTakenName(held: readonly HeldLayoutFacts[], name: string, own: string | null): void {
  const same = held.some(
    ({ layout }) => layout.code !== own && layout.name.toLowerCase() === name.toLowerCase(),
  )
  if (same) throw new Unacceptable(`There is a layout called “${name}”. Give it another name`, 'name')
}
