import type { MultipartFile } from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Scope } from '../../platform/db/scope.ts'
import { type FieldError, readForm, refusalOf } from '../../platform/http/forms.ts'
import { type Deps, route } from '../../platform/http/routes.ts'
import { listPeople, listPosts } from '../identity/index.ts'
import { planPaths } from '../plans/index.ts'
import { confirmImport, discardImport, proposeImport } from './actions.ts'
import { ConfirmForm, StartForm } from './forms.ts'
import { importsPage, toImportsPage } from './pages/imports.ts'
import { previewPage, toPreviewPage } from './pages/preview.ts'
import { startPage, toStartPage } from './pages/start.ts'
import { importPaths } from './paths.ts'
import { getImport, listImports } from './queries.ts'

const ImportParams = z.object({ id: z.uuid() })

export function importRoutes(app: FastifyInstance, deps: Deps): void {
  startRoutes(app, deps)
  previewRoutes(app, deps)
}

function startRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: importPaths.imports,
    can: 'imports.run',
    handle: async ({ scope, page }) => page(importsPage, toImportsPage(await scope(listImports))),
  })
  route(app, deps, {
    method: 'GET',
    url: importPaths.start,
    can: 'imports.run',
    handle: async ({ page }) => page(startPage, toStartPage()),
  })
  route(app, deps, {
    method: 'POST',
    url: importPaths.start,
    can: 'imports.run',
    handle: async ({ actor, body, scope, page, redirect }) => {
      const { fields, file } = await readUpload(body)
      const form = readForm(StartForm, fields)
      const again = (errors: FieldError[]) => page(startPage, toStartPage(fields, errors), 422)
      if (!form.ok) return again(form.errors)
      const given = file ?? pastedFile(form.data.pasted)
      if (!given) return again([{ field: 'file', text: 'Choose a file, or paste the plan' }])
      try {
        const proposal = await proposeImport(deps.files, actor.areaId, {
          ...given,
          publishedOn: form.data.published,
        })
        const id = await scope((s) => proposal.save(s))
        return redirect(importPaths.preview(id))
      } catch (error) {
        return again(refusalOf(error, 'file'))
      }
    },
  })
}

/** A form with a file arrives as wrapped fields; a file box left empty is a file without a name. */
async function readUpload(body: unknown): Promise<{
  fields: Record<string, string>
  file: { name: string; bytes: Uint8Array } | null
}> {
  const parts = typeof body === 'object' && body !== null ? Object.entries(body) : []
  const fields = parts.flatMap(([name, part]) =>
    typeof part?.value === 'string' ? [[name, part.value]] : [],
  )
  const upload = parts.map(([, part]) => part as MultipartFile).find((part) => part?.type === 'file')
  const bytes = upload ? await upload.toBuffer() : null
  const file =
    upload && bytes && (upload.filename || bytes.length > 0)
      ? { name: safeName(upload.filename), bytes }
      : null
  return { fields: Object.fromEntries(fields), file }
}

/** A name to show and to offer again; never a path. */
const safeName = (name: string): string =>
  name
    .replace(/^.*[/\\]/, '')
    .replace(/[^\p{L}\p{N}._ ()-]/gu, '_')
    .slice(0, 200) || 'plan.txt'

function pastedFile(text: string | undefined): { name: string; bytes: Uint8Array } | null {
  return text ? { name: 'pasted.txt', bytes: Buffer.from(text) } : null
}

function previewRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: importPaths.preview(':id'),
    can: 'imports.run',
    params: ImportParams,
    handle: async ({ params, scope, page }) => {
      const { proposed, known } = await scope((s) => readProposal(s, params.id))
      return page(previewPage, toPreviewPage(proposed, known))
    },
  })
  route(app, deps, {
    method: 'POST',
    url: importPaths.confirm(':id'),
    can: 'imports.run',
    params: ImportParams,
    handle: async ({ params, body, scope, page, redirect }) => {
      const form = readForm(ConfirmForm, body)
      const again = async (errors: FieldError[]) => {
        const { proposed, known } = await scope((s) => readProposal(s, params.id))
        return page(previewPage, toPreviewPage(proposed, known, textOf(form.values), errors), 422)
      }
      if (!form.ok) return again(form.errors)
      try {
        const { planId, milestones } = await scope((s) => confirmImport(s, params.id, form.data))
        return redirect(planPaths.plan(planId), `The plan is in, with ${milestones} milestones`)
      } catch (error) {
        return again(refusalOf(error, 'title'))
      }
    },
  })
  route(app, deps, {
    method: 'POST',
    url: importPaths.discard(':id'),
    can: 'imports.run',
    params: ImportParams,
    handle: async ({ params, scope, redirect }) => {
      await scope((s) => discardImport(s, params.id))
      return redirect(importPaths.imports, 'The document was set aside')
    },
  })
  route(app, deps, {
    method: 'GET',
    url: importPaths.original(':id'),
    can: 'imports.run',
    params: ImportParams,
    handle: async ({ actor, params, scope, reply }) => {
      const { sha256, file_name } = await scope((s) => getImport(s, params.id))
      return reply
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file_name)}`)
        .header('cache-control', 'no-store')
        .type('application/octet-stream')
        .send(await deps.files.read(actor.areaId, sha256))
    },
  })
}

async function readProposal(scope: Scope, id: string) {
  const proposed = await getImport(scope, id)
  const names = [
    ...(await listPosts(scope)).map(({ title }) => title),
    ...(await listPeople(scope)).map(({ name }) => name),
  ]
  return { proposed, known: new Set(names.map((name) => name.toLowerCase())) }
}

const textOf = (values: Record<string, string | string[]>) =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
