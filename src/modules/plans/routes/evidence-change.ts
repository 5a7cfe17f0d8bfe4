import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ACCEPTED, TOO_LARGE } from '../../../platform/files/kinds.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { readUpload } from '../../../platform/http/upload.ts'
import { evidencePaths } from '../../evidence/index.ts'
import {
  attachPiece,
  detachPiece,
  listOpenPlaces,
  readOwnPiece,
  readOwnUse,
  readPiece,
  replaceFile,
  withdrawPiece,
} from '../actions/evidence.ts'
import { DetachForm, TargetForm, WithdrawForm } from '../forms.ts'
import { attachPage, toAttachPage } from '../pages/evidence-attach.ts'
import { type EndInput, endPage, toEndPage } from '../pages/evidence-end.ts'
import { toVersionPage, versionPage } from '../pages/evidence-version.ts'
import { listPlans } from '../queries/plan.ts'
import { IdParams } from './query.ts'

type Work = ActorWork<{ id: string }, unknown>

export function evidenceChangeRoutes(app: FastifyInstance, deps: Deps): void {
  attachRoutes(app, deps)
  versionRoutes(app, deps)
  detachRoutes(app, deps)
  withdrawRoutes(app, deps)
}

const text = (values: FormValues, field: string): string =>
  typeof values[field] === 'string' ? values[field] : ''

const AttachQuery = z.object({ plan: z.uuid().nullable().catch(null).default(null) })

function attachRoutes(app: FastifyInstance, deps: Deps): void {
  const show = async (
    { params, scope, page }: Work,
    planId: string | null,
    target = '',
    errors: FieldError[] = [],
  ) => {
    const found = await scope(async (s) => {
      const { piece } = await readPiece(s, params.id)
      const plans = await listPlans(s)
      const chosenId = planId ?? (plans.length === 1 ? (plans[0]?.id ?? null) : null)
      return { piece, plans, open: chosenId ? await listOpenPlaces(s, chosenId) : null }
    })
    const { piece, plans, open } = found
    const chosen = open && { id: open.plan.id, title: open.plan.title, places: open.places }
    return page(
      attachPage,
      toAttachPage({ piece, plans, chosen, target, errors }),
      errors.length > 0 ? 422 : 200,
    )
  }
  route(app, deps, {
    method: 'GET',
    url: evidencePaths.attach(':id'),
    can: 'evidence.add',
    params: IdParams,
    query: AttachQuery,
    handle: (work) => show(work, work.query.plan),
  })
  route(app, deps, {
    method: 'POST',
    url: evidencePaths.attach(':id'),
    can: 'evidence.add',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(TargetForm, work.body)
      const again = (errors: FieldError[]) =>
        show(work, AttachQuery.parse(form.values).plan, text(form.values, 'target'), errors)
      if (!form.ok) return again(form.errors)
      try {
        await work.scope((s) => attachPiece(s, work.params.id, form.data))
      } catch (error) {
        return again(refusalOf(error, 'target'))
      }
      return work.redirect(evidencePaths.one(work.params.id), 'The evidence is attached')
    },
  })
}

function versionRoutes(app: FastifyInstance, deps: Deps): void {
  const show = async ({ params, scope, page }: Work, errors: FieldError[] = []) => {
    const piece = await scope((s) => readOwnPiece(s, params.id))
    return page(versionPage, toVersionPage(piece, ACCEPTED, errors), errors.length > 0 ? 422 : 200)
  }
  route(app, deps, {
    method: 'GET',
    url: evidencePaths.newVersion(':id'),
    can: 'evidence.add',
    params: IdParams,
    handle: (work) => show(work),
  })
  route(app, deps, {
    method: 'POST',
    url: evidencePaths.newVersion(':id'),
    can: 'evidence.add',
    params: IdParams,
    handle: async (work) => {
      const { file, tooLarge } = await readUpload(work.body, 'evidence')
      if (tooLarge) return show(work, [{ field: 'file', text: TOO_LARGE }])
      try {
        await work.scope((s) => replaceFile(s, deps.files, work.params.id, file))
      } catch (error) {
        return show(work, refusalOf(error, 'file'))
      }
      return work.redirect(evidencePaths.one(work.params.id), 'The newer version is added')
    },
  })
}

const UseQuery = z.object({ use: z.uuid().nullable().catch(null).default(null) })

interface Typed {
  values: FormValues
  errors: FieldError[]
}

const NOTHING: Typed = { values: {}, errors: [] }

function showEnd({ page }: Work, input: Omit<EndInput, 'reason' | 'errors'>, { values, errors }: Typed) {
  const vm = toEndPage({ ...input, reason: text(values, 'reason'), errors })
  return page(endPage, vm, errors.length > 0 ? 422 : 200)
}

function detachRoutes(app: FastifyInstance, deps: Deps): void {
  const show = async (work: Work, useId: string | null, typed = NOTHING) => {
    if (useId === null) throw new NotFound('use of this evidence')
    const found = await work.scope((s) => readOwnUse(s, work.params.id, useId))
    return showEnd(work, { ...found, useId }, typed)
  }
  route(app, deps, {
    method: 'GET',
    url: evidencePaths.detach(':id'),
    can: 'evidence.add',
    params: IdParams,
    query: UseQuery,
    handle: (work) => show(work, work.query.use),
  })
  route(app, deps, {
    method: 'POST',
    url: evidencePaths.detach(':id'),
    can: 'evidence.add',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(DetachForm, work.body)
      if (!form.ok) return show(work, UseQuery.parse(form.values).use, form)
      const { use, reason } = form.data
      await work.scope((s) => detachPiece(s, work.params.id, use, reason))
      return work.redirect(evidencePaths.one(work.params.id), 'The evidence is detached')
    },
  })
}

function withdrawRoutes(app: FastifyInstance, deps: Deps): void {
  const show = async (work: Work, typed = NOTHING) => {
    const piece = await work.scope((s) => readOwnPiece(s, work.params.id))
    return showEnd(work, { piece, places: [], useId: null }, typed)
  }
  route(app, deps, {
    method: 'GET',
    url: evidencePaths.withdraw(':id'),
    can: 'evidence.add',
    params: IdParams,
    handle: (work) => show(work),
  })
  route(app, deps, {
    method: 'POST',
    url: evidencePaths.withdraw(':id'),
    can: 'evidence.add',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(WithdrawForm, work.body)
      if (!form.ok) return show(work, form)
      await work.scope((s) => withdrawPiece(s, work.params.id, form.data.reason))
      return work.redirect(evidencePaths.one(work.params.id), 'The evidence is withdrawn')
    },
  })
}
