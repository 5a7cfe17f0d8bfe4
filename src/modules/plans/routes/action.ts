import type { FastifyInstance } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type FieldError, readForm } from '../../../platform/http/forms.ts'
import { type ActorWork, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import { listEvidenceOf } from '../../evidence/index.ts'
import { listTerms } from '../../library/index.ts'
import { readAround } from '../actions/around.ts'
import { readAction } from '../actions/read.ts'
import { judgeAction } from '../actions/report.ts'
import { JudgementForm } from '../forms.ts'
import { actionPage, toActionPage } from '../pages/action.ts'
import { toChangeFacts } from '../pages/changes.ts'
import { paths } from '../paths.ts'
import { mayAnswer, mayAttest, mayJudge, mayUpdate } from '../policy.ts'
import { listCarriers } from '../queries/carriers.ts'
import { listChangesOf } from '../queries/plan.ts'
import { listRemarks } from '../queries/remarks.ts'
import { listThreats, type PlanDeps } from '../threats.ts'
import { AsAtQuery, IdParams } from './query.ts'

export function actionRoutes(app: FastifyInstance, deps: PlanDeps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.action(':id'),
    can: 'plans.view',
    params: IdParams,
    query: AsAtQuery,
    handle: (work) => show(deps, work, work.query.asAt ?? null, NOTHING),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.judgeAction(':id'),
    can: 'plans.judge',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(JudgementForm, work.body)
      if (!form.ok) return show(deps, work, null, { values: form.values, errors: form.errors })
      await work.scope((s) => judgeAction(s, work.params.id, form.data))
      return work.redirect(paths.action(work.params.id), 'Your judgement is saved')
    },
  })
}

interface Typed {
  values: Record<string, unknown> | null
  errors: readonly FieldError[]
}

const NOTHING: Typed = { values: null, errors: [] }

async function show(
  { threatsTo }: PlanDeps,
  { actor, params, scope, page }: ActorWork<{ id: string }, unknown>,
  asAt: string | null,
  { values, errors }: Typed,
) {
  const { plan, terms, around, carriers, threats, changes, evidence, remarks, today } = await scope(
    async (s) => {
      const day = asAt ?? s.today
      const plan = await readAction(s, params.id, day)
      const changes = await listChangesOf(s, params.id, day)
      const remarks = await listRemarks(s, { kind: 'action', id: params.id }, day)
      const around = await readAround(s, plan, day)
      const things = [...plan.actions, ...plan.milestones].map(({ id }) => id)
      const carriers = await listCarriers(s, things, day)
      const threats = await listThreats(threatsTo, s, things, day)
      const evidence = await listEvidenceOf(s, plan.id, day)
      const terms = await listTerms(s)
      return { plan, terms, around, carriers, threats, changes, remarks, evidence, today: s.today }
    },
  )
  const action = plan.actions.find((one) => one.id === params.id)
  if (!action) throw new NotFound('action')
  const text = (field: string) => String(values?.[field] ?? '')
  const vm = toActionPage(
    {
      plan,
      action,
      theme: plan.themes.find((theme) => theme.id === action.themeId) ?? null,
      phase: plan.phases.find((phase) => phase.id === action.phaseId) ?? null,
      findings: plan.findings,
      milestones: plan.milestones,
      around,
      carriers,
      threats,
      evidence,
      terms,
      changes: toChangeFacts(changes),
      remarks,
      may: {
        update: mayUpdate(actor, [action]),
        judge: mayJudge(actor, action),
        comment: can(actor, 'plans.comment'),
        attest: mayAttest(actor, [action]),
        change: can(actor, 'plans.change'),
        answer: mayAnswer(actor, action),
      },
      judging: {
        once: text('once') || newId(),
        values: values && { status: text('status'), words: text('words') },
        errors,
      },
    },
    today,
    asAt,
  )
  return page(actionPage, vm, errors.length > 0 ? 422 : 200)
}
