import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../platform/http/errors.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { changeLayout, getOwn } from '../actions/layouts.ts'
import type { Section } from '../domain/layout.ts'
import { addPart, editPart, setPart } from '../domain/layout-edit.ts'
import { isKindOfPart } from '../domain/layout-kinds.ts'
import { layoutPartPage, toLayoutPartPage } from '../pages/layout-part.ts'
import { reportPaths } from '../paths.ts'

const can = 'reports.lay-out'
const LayoutParams = z.object({ layout: z.string().max(60) })
const PartParams = LayoutParams.extend({ part: z.coerce.number().int().min(1).max(40) })
const KindQuery = z.object({ kind: z.string().refine(isKindOfPart).default('text').catch('text') })

/** The boxes are the schema's of a part to judge. */
const PartForm = z.looseObject({})

/** Adds a part, and changes one. */
export function layoutPartRoutes(app: FastifyInstance, deps: Deps): void {
  const url = reportPaths.newLayoutPart(':layout')
  route(app, deps, {
    ...{ method: 'GET', url, can, params: LayoutParams, query: KindQuery },
    handle: (work) => show(work, { kind: work.query.kind, place: null }, null, []),
  })
  route(app, deps, {
    ...{ method: 'POST', url, can, params: LayoutParams },
    handle: (work) => {
      const { values } = readForm(PartForm, work.body)
      const kind = isKindOfPart(String(values.kind)) ? (values.kind as Section['kind']) : 'text'
      return save(work, { kind, place: null }, values)
    },
  })
  route(app, deps, {
    ...{ method: 'GET', url: reportPaths.layoutPart(':layout', ':part'), can, params: PartParams },
    handle: async (work) => show(work, await partOf(work), null, []),
  })
  route(app, deps, {
    ...{ method: 'POST', url: reportPaths.layoutPart(':layout', ':part'), can, params: PartParams },
    handle: async (work) => save(work, await partOf(work), readForm(PartForm, work.body).values),
  })
}

type Work = ActorWork<z.infer<typeof LayoutParams>, unknown>

interface Part {
  kind: Section['kind']
  /** Null for a new one. */
  place: number | null
}

async function partOf({ params, scope }: ActorWork<z.infer<typeof PartParams>, unknown>): Promise<Part> {
  const { layout } = await scope((s) => getOwn(s, params.layout))
  const part = layout.sections[params.part - 1]
  if (!part) throw new NotFound('part of the layout')
  return { kind: part.kind, place: params.part }
}

async function save(work: Work, part: Part, values: FormValues): Promise<FastifyReply> {
  const { kind, place } = part
  const { layout } = await work.scope((s) => getOwn(s, work.params.layout))
  const held = place === null ? null : (layout.sections[place - 1] ?? null)
  const edited = editPart(kind, values, { layout, held })
  if (!edited.ok) return show(work, part, values, edited.errors)
  const after = Number(values.after ?? layout.sections.length)
  try {
    await work.scope((s) =>
      changeLayout(s, layout.code, String(values.seen), (now) =>
        place === null ? addPart(now, after, edited.value) : setPart(now, place, edited.value),
      ),
    )
    const said = place === null ? 'The part is added' : 'The part is changed'
    return work.redirect(`${reportPaths.layout(layout.code)}#parts`, said)
  } catch (error) {
    return show(work, part, values, refusalOf(error, 'heading'))
  }
}

async function show(
  { params, scope, page }: Work,
  part: Part,
  values: FormValues | null,
  errors: FieldError[],
): Promise<FastifyReply> {
  const { id, layout } = await scope((s) => getOwn(s, params.layout))
  // A place may hold another part since: a form that was opened before that is never saved over it.
  const seen = part.place !== null && values ? String(values.seen) : id
  const vm = toLayoutPartPage({ layout, seen, ...part, values, errors })
  return page(layoutPartPage, vm, errors.length > 0 ? 422 : 200)
}
