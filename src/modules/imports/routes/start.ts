import type { FastifyInstance } from 'fastify'
import { type FieldError, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { readUpload } from '../../../platform/http/upload.ts'
import { startImport } from '../actions/start.ts'
import { toImportsTable } from '../documents/imports-table.ts'
import { StartForm } from '../forms.ts'
import { importsPage, toImportsPage } from '../pages/imports.ts'
import { startPage, toStartPage } from '../pages/start.ts'
import { importPaths } from '../paths.ts'
import { listImports } from '../queries/imports.ts'
import type { PlanFile } from '../reader.ts'

export function startRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: importPaths.imports,
    can: 'imports.run',
    handle: async ({ scope, page }) => page(importsPage, toImportsPage(await scope(listImports))),
  })
  tableRoutes(app, deps, {
    can: 'imports.run',
    url: importPaths.importsTable,
    table: async ({ scope }) => toImportsTable(await scope(listImports)),
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
    handle: async ({ body, scope, page, redirect }) => {
      const { fields, file, tooLarge } = await readUpload(body, 'plan.txt')
      const form = readForm(StartForm, fields)
      const again = (errors: FieldError[]) => page(startPage, toStartPage(fields, errors), 422)
      if (!form.ok) return again(form.errors)
      if (tooLarge) return again([{ field: 'file', text: TOO_LARGE }])
      const given = file ?? pastedFile(form.data)
      if (!given) return again([{ field: 'file', text: 'Choose a file, or paste the plan' }])
      const { published } = form.data
      try {
        const id = await scope((s) =>
          startImport(s, deps.files, { ...given, choices: published ? { published } : {} }),
        )
        return redirect(importPaths.one(id))
      } catch (error) {
        return again(refusalOf(error, 'file'))
      }
    },
  })
}

const TOO_LARGE =
  'The file is larger than 20 MB: give only the part with the plan, or save it without pictures'

/** What the clipboard had with its tables says more than its text, which is what a browser without scripts sends. */
function pastedFile({
  pasted,
  pastedTables,
}: {
  pasted?: string | undefined
  pastedTables?: string | undefined
}): PlanFile | null {
  if (pasted && pastedTables) return { name: 'pasted.html', bytes: Buffer.from(pastedTables) }
  return pasted ? { name: 'pasted.txt', bytes: Buffer.from(pasted) } : null
}
