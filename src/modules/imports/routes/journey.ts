import type { FastifyInstance, FastifyReply } from 'fastify'
import type { z } from 'zod'
import type { Clock } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { type FieldError, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { counted } from '../../../platform/words.ts'
import { confirmImport } from '../actions/confirm.ts'
import { readConfirmFacts, readFoundFacts, readPreview, readResult, readWords } from '../actions/look.ts'
import {
  decideRows,
  discardImport,
  settleColumns,
  settleFound,
  settleWords,
  undoRepairs,
} from '../actions/settle.ts'
import { readAgain } from '../actions/start.ts'
import { undoImport } from '../actions/undo.ts'
import { ConfirmForm, columnsFrom, decisionsFrom, FoundForm, RepairsForm, wordsFrom } from '../forms.ts'
import { columnsPage, tablesToMatch, toColumnsPage } from '../pages/columns.ts'
import { confirmPage, toConfirmPage } from '../pages/confirm.ts'
import { endedPage, toEndedPage } from '../pages/ended.ts'
import { foundPage, toFoundPage } from '../pages/found.ts'
import { previewPage, toPreviewPage } from '../pages/preview.ts'
import { resultPage, toResultPage } from '../pages/result.ts'
import { toWaitingPage, waitingPage } from '../pages/waiting.ts'
import { toWordsPage, wordsPage } from '../pages/words.ts'
import { importPaths } from '../paths.ts'
import { getImport, type ImportRow } from '../queries/imports.ts'
import { ImportParams, PreviewQuery } from './params.ts'

type Work<Q = unknown> = ActorWork<z.output<typeof ImportParams>, Q>

export function journeyRoutes(app: FastifyInstance, deps: Deps): void {
  const step = {
    can: 'imports.run',
    params: ImportParams,
  } as const
  foundRoutes(app, deps, step)
  columnRoutes(app, deps, step)
  wordRoutes(app, deps, step)
  previewRoutes(app, deps, step)
  confirmRoutes(app, deps, step)
  endRoutes(app, deps, step)
}

type StepRoute = { can: 'imports.run'; params: typeof ImportParams }

/** A reading that is nearly there is waited for, so that most people never see the page that says to wait. */
const PATIENCE_MS = 3_000
const LOOK_EVERY_MS = 60

/**
 * The step's page, once the document is read; until then its address shows how far the reading is, and turns into the
 * step by itself. Where the import has come to its end, its own page is the only one that there is.
 */
async function atStep(
  work: Work,
  clock: Clock,
  show: (row: ImportRow) => Promise<FastifyReply>,
  alsoWhen: (row: ImportRow) => boolean = () => false,
): Promise<FastifyReply> {
  const row = await settledRow(work)
  if (row.state === 'proposed' || alsoWhen(row)) return show(row)
  if (row.state !== 'reading') return work.redirect(importPaths.one(row.id))
  return work.page(waitingPage, toWaitingPage({ row }, work.request.url, clock.now()))
}

/** Refused the way that its columns were taken: they can be chosen otherwise. */
const canBeReadOtherwise = ({ state, reading }: ImportRow): boolean =>
  state === 'refused' && tablesToMatch(reading?.document.tables ?? []).length > 0

async function settledRow({ params, scope }: Work): Promise<ImportRow> {
  const until = performance.now() + PATIENCE_MS
  let row = await scope((s) => getImport(s, params.id))
  while (row.state === 'reading' && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    row = await scope((s) => getImport(s, params.id))
  }
  return row
}

function foundRoutes(app: FastifyInstance, deps: Deps, step: StepRoute): void {
  route(app, deps, {
    ...step,
    method: 'GET',
    url: importPaths.one(':id'),
    handle: async (work) => showOne(work, await settledRow(work), deps.clock),
  })
  route(app, deps, {
    ...step,
    method: 'POST',
    url: importPaths.found(':id'),
    handle: async ({ params, body, scope, page, redirect }) => {
      const form = readForm(FoundForm, body)
      const facts = await scope((s) => readFoundFacts(s, params.id))
      if (!form.ok) {
        const typed = { documentOn: textOf(form.values.documentOn), published: textOf(form.values.published) }
        return page(foundPage, toFoundPage({ ...facts, typed, errors: form.errors }), 422)
      }
      const { documentOn, published, target, sheets, tables } = form.data
      const again = (errors: FieldError[]) => page(foundPage, toFoundPage({ ...facts, errors }), 422)
      const all = (count: number) => Array.from({ length: count }, (_, index) => index)
      const { reading } = facts.row
      if (
        reading &&
        reading.sheets.length > 0 &&
        !all(reading.sheets.length).some((one) => sheets.includes(one))
      )
        return again([{ field: 'sheet-0', text: 'Choose at least one sheet' }])
      const settle = (s: Scope) =>
        settleFound(s, params.id, {
          ...(documentOn && documentOn !== facts.row.documentOn && { documentOn }),
          ...(documentOn && facts.row.choices.documentOn === documentOn && { documentOn }),
          ...(published && { published }),
          ...((reading?.sheets.length ?? 0) > 0 && {
            leftOutSheets: all(reading?.sheets.length ?? 0).filter((index) => !sheets.includes(index)),
          }),
          leftOutTables: all(reading?.side.length ?? 0).filter((index) => !tables.includes(index)),
          targetPlanId: target === 'new' ? null : target,
        })
      try {
        await scope(settle)
        return redirect(importPaths.columns(params.id))
      } catch (error) {
        if (facts.row.state !== 'proposed') throw error
        return again(refusalOf(error, 'target'))
      }
    },
  })
}

async function showOne(
  { params, scope, page, request }: Work,
  row: ImportRow,
  clock: Clock,
): Promise<FastifyReply> {
  if (row.state === 'reading') return page(waitingPage, toWaitingPage({ row }, request.url, clock.now()))
  if (row.state === 'refused' || row.state === 'discarded') return page(endedPage, toEndedPage({ row }))
  if (row.state === 'proposed')
    return page(foundPage, toFoundPage(await scope((s) => readFoundFacts(s, params.id))))
  return page(resultPage, toResultPage(await scope((s) => readResult(s, params.id))))
}

const textOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '')

function columnRoutes(app: FastifyInstance, deps: Deps, step: StepRoute): void {
  route(app, deps, {
    ...step,
    method: 'GET',
    url: importPaths.columns(':id'),
    handle: (work) =>
      atStep(
        work,
        deps.clock,
        async (row) => work.page(columnsPage, toColumnsPage({ row })),
        canBeReadOtherwise,
      ),
  })
  route(app, deps, {
    ...step,
    method: 'POST',
    url: importPaths.columns(':id'),
    handle: async ({ params, body, scope, redirect }) => {
      const values = valuesOf(body)
      await scope(async (s) => {
        const { reading } = await getImport(s, params.id)
        const tables = tablesToMatch(reading?.document.tables ?? [])
        await settleColumns(s, params.id, columnsFrom(values, tables))
      })
      return redirect(importPaths.words(params.id))
    },
  })
}

/** Every text of the body by its name: the fields of these pages are named by what they settle. */
function valuesOf(body: unknown): Record<string, string | string[]> {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : []
  return Object.fromEntries(
    entries.flatMap(([name, value]): [string, string | string[]][] => {
      if (typeof value === 'string') return [[storable(name), storable(value)]]
      if (!Array.isArray(value)) return []
      return [[storable(name), value.filter((one) => typeof one === 'string').map(storable)]]
    }),
  )
}

/** What PostgreSQL can store: names of fields are stored as well, as keys. */
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed().trim().slice(0, 2_000)

function wordRoutes(app: FastifyInstance, deps: Deps, step: StepRoute): void {
  route(app, deps, {
    ...step,
    method: 'GET',
    url: importPaths.words(':id'),
    handle: (work) =>
      atStep(work, deps.clock, async () =>
        work.page(wordsPage, toWordsPage(await work.scope((s) => readWords(s, work.params.id)))),
      ),
  })
  route(app, deps, {
    ...step,
    method: 'POST',
    url: importPaths.words(':id'),
    handle: async ({ params, body, scope, page, redirect }) => {
      const values = valuesOf(body)
      const facts = await scope((s) => readWords(s, params.id))
      const read = wordsFrom(values, facts.known)
      if (!read.ok) return page(wordsPage, toWordsPage({ ...facts, typed: values, errors: read.errors }), 422)
      await scope((s) => settleWords(s, params.id, read.words))
      return redirect(importPaths.preview(params.id))
    },
  })
}

function previewRoutes(app: FastifyInstance, deps: Deps, step: StepRoute): void {
  route(app, deps, {
    ...step,
    method: 'GET',
    url: importPaths.preview(':id'),
    query: PreviewQuery,
    handle: (work) =>
      atStep(work, deps.clock, async () =>
        work.page(
          previewPage,
          toPreviewPage(await work.scope((s) => readPreview(s, work.params.id, work.query))),
        ),
      ),
  })
  route(app, deps, {
    ...step,
    method: 'POST',
    url: importPaths.preview(':id'),
    query: PreviewQuery,
    handle: async ({ params, query, body, scope, page, redirect }) => {
      const read = decisionsFrom(valuesOf(body))
      if (!read.ok) {
        const facts = await scope((s) => readPreview(s, params.id, query))
        return page(previewPage, toPreviewPage({ ...facts, errors: read.errors }), 422)
      }
      await scope((s) => decideRows(s, params.id, read.decisions))
      return redirect(importPaths.preview(params.id, query), 'Your decisions are kept')
    },
  })
  route(app, deps, {
    ...step,
    method: 'POST',
    url: importPaths.repairs(':id'),
    handle: async ({ params, body, scope, redirect }) => {
      const { shown, made } = RepairsForm.parse(valuesOf(body))
      await scope((s) =>
        undoRepairs(
          s,
          params.id,
          shown.filter((key) => !made.includes(key)),
        ),
      )
      return redirect(importPaths.preview(params.id))
    },
  })
}

function confirmRoutes(app: FastifyInstance, deps: Deps, step: StepRoute): void {
  route(app, deps, {
    ...step,
    method: 'GET',
    url: importPaths.confirm(':id'),
    handle: (work) =>
      atStep(work, deps.clock, async () =>
        work.page(confirmPage, toConfirmPage(await work.scope((s) => readConfirmFacts(s, work.params.id)))),
      ),
  })
  route(app, deps, {
    ...step,
    method: 'POST',
    url: importPaths.confirm(':id'),
    handle: async ({ params, body, scope, page, redirect }) => {
      const form = readForm(ConfirmForm, body)
      const again = async (errors: { field: string; text: string }[]) => {
        const { title, documentOn, reason } = form.values
        const typed = { title: textOf(title), documentOn: textOf(documentOn), reason: textOf(reason) }
        const facts = await scope((s) => readConfirmFacts(s, params.id))
        return page(confirmPage, toConfirmPage({ ...facts, typed, errors }), 422)
      }
      if (!form.ok) return again(form.errors)
      try {
        const { title, isNew } = await scope((s) => confirmImport(s, params.id, form.data))
        return redirect(importPaths.one(params.id), isNew ? `“${title}” is in` : 'The plan is changed')
      } catch (error) {
        return again(refusalOf(error, 'title'))
      }
    },
  })
}

function endRoutes(app: FastifyInstance, deps: Deps, step: StepRoute): void {
  route(app, deps, {
    ...step,
    method: 'POST',
    url: importPaths.undo(':id'),
    handle: async ({ params, scope, redirect }) => {
      const { stayed } = await scope((s) => undoImport(s, params.id))
      const words =
        stayed.length > 0 ? `It is taken back; ${counted(stayed.length, 'thing')} stayed` : 'It is taken back'
      return redirect(importPaths.one(params.id), words)
    },
  })
  route(app, deps, {
    ...step,
    method: 'POST',
    url: importPaths.again(':id'),
    handle: async ({ params, scope, redirect }) => {
      await scope((s) => readAgain(s, params.id))
      return redirect(importPaths.one(params.id))
    },
  })
  route(app, deps, {
    ...step,
    method: 'POST',
    url: importPaths.discard(':id'),
    handle: async ({ params, scope, redirect }) => {
      await scope((s) => discardImport(s, params.id))
      return redirect(importPaths.imports, 'The document was set aside')
    },
  })
}
