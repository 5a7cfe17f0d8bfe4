import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { record } from '../../../platform/record/record.ts'
import { listPlans } from '../../plans/index.ts'
import type { Layout } from '../domain/layout.ts'
import { type AskedText, textsAsked } from '../domain/layout.ts'
import { decideTexts, type HeldText, readWritten } from '../domain/report-texts.ts'
import { insertTexts, listTexts, lockTexts } from '../queries/texts.ts'
import { getLayout } from './layouts.ts'

/** A part of a report, what stands in it, and what stood there before. */
export interface PartTexts extends AskedText {
  now: HeldText | null
  /** Newest first; no more than are shown. */
  earlier: HeldText[]
  /** How often it was written. */
  count: number
}

export interface ReportTexts {
  plan: { id: string; title: string }
  layout: Layout
  parts: PartTexts[]
}

/** All texts of a plan's report. Errors: NotFound for another area's plan, and for a layout that is not held. */
export async function readTexts(scope: Scope, planId: string, code: string): Promise<ReportTexts> {
  const plan = (await listPlans(scope)).find(({ id }) => id === planId)
  if (!plan) throw new NotFound('plan')
  const layout = await getLayout(scope, code)
  const byKey = Map.groupBy(await listTexts(scope, planId, code), ({ key }) => key)
  return {
    plan,
    layout,
    parts: textsAsked(layout).map((part) => {
      const [now = null, ...earlier] = byKey.get(part.key) ?? []
      return { ...part, now, earlier, count: now?.count ?? 0 }
    }),
  }
}

/**
 * Saves what is new in a form of texts, all of it or nothing; what stood there stays behind it. Gives how many were
 * saved, or the faults. Errors: NotFound.
 */
export async function writeTexts(
  scope: Scope,
  planId: string,
  code: string,
  values: FormValues,
): Promise<{ saved: number; faults: FieldError[] }> {
  await lockTexts(scope, planId, code)
  const { plan, parts } = await readTexts(scope, planId, code)
  const held = new Map(parts.map(({ key, now, earlier }) => [key, now ? [now, ...earlier] : []]))
  const { save, faults } = decideTexts(readWritten(parts, values), held)
  if (faults.length > 0) return { saved: 0, faults }
  const saved = await insertTexts(scope, { planId, layout: code }, save)
  if (saved.length > 0) {
    await record(scope, {
      act: 'report_text.written',
      thing: { kind: 'plan', id: plan.id },
      detail: { layout: code, parts: save.map(({ key }) => key).join(', ') },
    })
  }
  return { saved: saved.length, faults: [] }
}
