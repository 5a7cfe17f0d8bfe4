import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import {
  changeLayout,
  copyLayout,
  endLayout,
  getHeldLayout,
  getOwn,
  listHeldLayouts,
} from '../actions/layouts.ts'
import { previewLayout } from '../actions/preview-layout.ts'
import { editParticulars, movePart, takePartAway } from '../domain/layout-edit.ts'
import { isKindOfPart, KINDS_OF_PART } from '../domain/layout-kinds.ts'
import { layoutPage, toLayoutPage } from '../pages/layout.ts'
import { layoutChangePage, toLayoutChangePage } from '../pages/layout-change.ts'
import { layoutPreviewPage, toLayoutPreviewPage } from '../pages/layout-preview.ts'
import { layoutsPage, toLayoutsPage } from '../pages/layouts.ts'
import { reportPaths } from '../paths.ts'
import { layoutPartRoutes } from './layout-parts.ts'

const can = 'reports.lay-out'
const LayoutParams = z.object({ layout: z.string().max(60) })
type LayoutParams = z.infer<typeof LayoutParams>

/** The boxes are the schema's of a layout to judge: they are read by `domain/layout-edit.ts`. */
const AnyForm = z.looseObject({ seen: z.string().default('') })

const CopyForm = z.object({
  once: z.uuid('This form is not complete: reload the page').default(newId),
  name: z
    .string('Give the copy a name')
    .min(1, 'Give the copy a name')
    .max(300, 'Must be 300 characters or fewer'),
})

/** "up 3", "down 3", "away 3". */
const PartsForm = z.object({
  seen: z.string().default(''),
  act: z.string().regex(/^(up|down|away) \d{1,2}$/, 'Say what becomes of which part'),
})

export function layoutRoutes(app: FastifyInstance, deps: Deps): void {
  readingRoutes(app, deps)
  copyRoutes(app, deps)
  changeRoutes(app, deps)
  layoutPartRoutes(app, deps)
}

function readingRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    ...{ method: 'GET', url: reportPaths.layouts, can },
    handle: async ({ scope, page }) => page(layoutsPage, toLayoutsPage(await scope(listHeldLayouts))),
  })
  route(app, deps, {
    ...{ method: 'GET', url: reportPaths.layout(':layout'), can, params: LayoutParams },
    handle: (work) => showLayout(work, null, []),
  })
  route(app, deps, {
    ...{ method: 'GET', url: reportPaths.previewLayout(':layout'), can, params: LayoutParams },
    handle: async ({ params, scope, page }) => {
      const { layout, document } = await scope((s) => previewLayout(s, params.layout))
      return page(layoutPreviewPage, toLayoutPreviewPage(layout, document))
    },
  })
}

function copyRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    ...{ method: 'POST', url: reportPaths.copyLayout(':layout'), can, params: LayoutParams },
    handle: async (work) => {
      const form = readForm(CopyForm, work.body)
      if (!form.ok) return showLayout(work, form.values, form.errors)
      try {
        const code = await work.scope((s) => copyLayout(s, work.params.layout, form.data))
        return work.redirect(reportPaths.layout(code), 'The layout is copied: change it as you like')
      } catch (error) {
        return showLayout(work, form.values, refusalOf(error, 'name'))
      }
    },
  })
  route(app, deps, {
    ...{ method: 'POST', url: reportPaths.endLayout(':layout'), can, params: LayoutParams },
    handle: async (work) => {
      const { values } = readForm(AnyForm, work.body)
      try {
        await work.scope((s) => endLayout(s, work.params.layout, String(values.seen)))
        return work.redirect(reportPaths.layouts, 'The layout is ended')
      } catch (error) {
        return showLayout(work, null, refusalOf(error, 'sections'))
      }
    },
  })
}

function changeRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    ...{ method: 'GET', url: reportPaths.changeLayout(':layout'), can, params: LayoutParams },
    handle: (work) => showChange(work, null, []),
  })
  route(app, deps, {
    ...{ method: 'POST', url: reportPaths.changeLayout(':layout'), can, params: LayoutParams },
    handle: async (work) => {
      const { values } = readForm(AnyForm, work.body)
      const { layout } = await work.scope((s) => getOwn(s, work.params.layout))
      const edited = editParticulars(layout, values)
      if (!edited.ok) return showChange(work, values, edited.errors)
      const { sections: _, ...particulars } = edited.value
      try {
        await work.scope((s) =>
          changeLayout(s, layout.code, String(values.seen), (held) => ({ ...held, ...particulars })),
        )
        return work.redirect(reportPaths.layout(layout.code), 'The layout is changed')
      } catch (error) {
        return showChange(work, values, refusalOf(error, 'name'))
      }
    },
  })
  route(app, deps, {
    ...{ method: 'POST', url: reportPaths.layoutParts(':layout'), can, params: LayoutParams },
    handle: async (work) => {
      const form = readForm(PartsForm, work.body)
      if (!form.ok) return showLayout(work, null, form.errors)
      const [act, place = '1'] = form.data.act.split(' ')
      const at = Number(place)
      const code = work.params.layout
      try {
        await work.scope((s) =>
          changeLayout(s, code, form.data.seen, (layout) =>
            act === 'away' ? takePartAway(layout, at) : movePart(layout, at, act === 'up' ? -1 : 1),
          ),
        )
        return work.redirect(`${reportPaths.layout(code)}#parts`, act === 'away' ? 'Taken away' : 'Moved')
      } catch (error) {
        return showLayout(work, null, refusalOf(error, 'sections'))
      }
    },
  })
}

type Work = ActorWork<LayoutParams, unknown>

/** The kinds of parts that can be added. */
const drawnKinds = Object.keys(KINDS_OF_PART).filter(isKindOfPart)

async function showLayout(
  { params, scope, page }: Work,
  values: FormValues | null,
  errors: FieldError[],
): Promise<FastifyReply> {
  const held = await scope((s) => getHeldLayout(s, params.layout))
  const vm = toLayoutPage({ ...held, once: newId(), kinds: drawnKinds, values, errors })
  return page(layoutPage, vm, errors.length > 0 ? 422 : 200)
}

async function showChange(
  { params, scope, page }: Work,
  values: FormValues | null,
  errors: FieldError[],
): Promise<FastifyReply> {
  const { id, layout } = await scope((s) => getOwn(s, params.layout))
  return page(
    layoutChangePage,
    toLayoutChangePage({ layout, seen: id, values, errors }),
    errors.length > 0 ? 422 : 200,
  )
}
