import type { FastifyInstance } from 'fastify'
import { sendAttachment } from '../../../platform/http/attachment.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type FieldError, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { listPlans } from '../../plans/index.ts'
import { askForCopy } from '../actions/copies.ts'
import { CopyForm } from '../forms.ts'
import { copiesPage, toCopiesPage } from '../pages/copies.ts'
import { importPaths } from '../paths.ts'
import { getCopy, listCopies } from '../queries/copies.ts'
import { ImportParams } from './params.ts'

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const

export function copyRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: importPaths.copies,
    can: 'imports.run',
    handle: async ({ scope, page }) =>
      page(
        copiesPage,
        toCopiesPage(await scope(async (s) => ({ plans: await listPlans(s), copies: await listCopies(s) }))),
      ),
  })
  route(app, deps, {
    method: 'POST',
    url: importPaths.copies,
    can: 'imports.run',
    handle: async ({ body, scope, page, redirect }) => {
      const form = readForm(CopyForm, body)
      const again = async (errors: FieldError[]) => {
        const { plan, format, lead } = form.values as Record<string, string>
        const typed = { ...(plan && { plan }), ...(format && { format }), ...(lead && { lead }) }
        const facts = await scope(async (s) => ({ plans: await listPlans(s), copies: await listCopies(s) }))
        return page(copiesPage, toCopiesPage({ ...facts, typed, errors }), 422)
      }
      if (!form.ok) return again(form.errors)
      try {
        const { plan, format, lead } = form.data
        await scope((s) => askForCopy(s, { planId: plan, format, lead }))
        return redirect(importPaths.copies, 'The working copy is being made')
      } catch (error) {
        return again(refusalOf(error, 'plan'))
      }
    },
  })
  route(app, deps, {
    method: 'GET',
    url: importPaths.copyFile(':id'),
    can: 'imports.run',
    params: ImportParams,
    handle: async ({ actor, params, scope, reply }) => {
      const { sha256, planTitle, madeOn, format } = await scope((s) => getCopy(s, params.id))
      if (sha256 === null) throw new NotFound('file of this working copy yet')
      const bytes = await deps.files.read(actor.areaId, sha256)
      return sendAttachment(reply, { name: `${planTitle} ${madeOn}.${format}`, type: TYPES[format], bytes })
    },
  })
}
