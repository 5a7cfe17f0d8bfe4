import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { Layout } from '../domain/layout.ts'
import { ourLayouts } from '../layouts.ts'

/** The layouts that can be chosen in an area, by name. */
export const layoutsHere = async (_scope: Scope): Promise<readonly Layout[]> => ourLayouts()

/** One of them. Errors: NotFound. */
export async function layoutHere(scope: Scope, code: string): Promise<Layout> {
  const found = (await layoutsHere(scope)).find((layout) => layout.code === code)
  if (!found) throw new NotFound('report')
  return found
}
