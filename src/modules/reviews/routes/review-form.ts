import type { FastifyInstance, FastifyReply } from 'fastify'
import type { z } from 'zod'
import { ACCEPTED, TOO_LARGE } from '../../../platform/files/kinds.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { readUpload } from '../../../platform/http/upload.ts'
import { newId } from '../../../platform/ids.ts'
import { type KeptDocument, keepDocument } from '../actions/document.ts'
import { addReview, changeReview, seenOf } from '../actions/reviews.ts'
import { ChangeReviewForm, IdParams, NewReviewForm } from '../forms.ts'
import { reviewFormPage, toReviewFormPage } from '../pages/review-form.ts'
import { paths } from '../paths.ts'
import { getReview, listReviewChanges } from '../queries/reviews.ts'

interface Typed {
  values: FormValues
  errors: FieldError[]
}

export function reviewFormRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.newReview(),
    can: 'reviews.keep',
    handle: (work) => showNew(work),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.newReview(),
    can: 'reviews.keep',
    handle: async (work) => {
      const given = await read(work, deps, NewReviewForm)
      if (!given.ok) return showNew(work, given.typed)
      const { once, ...input } = given.data
      try {
        const id = await work.scope((s) => addReview(s, input, { once, document: given.document }))
        return work.redirect(paths.review(id), 'The review is entered')
      } catch (error) {
        return showNew(work, { values: given.values, errors: refusalOf(error, 'title') })
      }
    },
  })
  changeRoutes(app, deps)
}

function changeRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.changeReview(':id'),
    can: 'reviews.keep',
    params: IdParams,
    handle: (work) => showChange(work),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.changeReview(':id'),
    can: 'reviews.keep',
    params: IdParams,
    handle: async (work) => {
      const { id } = work.params
      await work.scope((s) => getReview(s, id))
      const given = await read(work, deps, ChangeReviewForm)
      if (!given.ok) return showChange(work, given.typed)
      const { seen, ...input } = given.data
      try {
        await work.scope((s) => changeReview(s, id, input, { seen, document: given.document }))
        return work.redirect(paths.review(id), 'The changes are saved')
      } catch (error) {
        return showChange(work, { values: given.values, errors: refusalOf(error, 'title') })
      }
    },
  })
}

type Read<T> =
  | { ok: true; data: T; values: FormValues; document: KeptDocument | null }
  | { ok: false; typed: Typed }

/** The form as it came; its document is kept before the transaction that names it, since a scanner may take long. */
async function read<S extends z.ZodType>(
  { body, actor }: ActorWork<unknown, unknown>,
  { files }: Deps,
  schema: S,
): Promise<Read<z.output<S>>> {
  const { fields, file, tooLarge } = await readUpload(body, 'report')
  const form = readForm(schema, fields)
  if (!form.ok) return { ok: false, typed: form }
  const { data, values } = form
  if (tooLarge) return { ok: false, typed: { values, errors: [{ field: 'file', text: TOO_LARGE }] } }
  try {
    const document = file && (await keepDocument(actor.areaId, files, file))
    return { ok: true, data, values, document }
  } catch (error) {
    return { ok: false, typed: { values, errors: refusalOf(error, 'file') } }
  }
}

async function showNew(
  { page }: ActorWork<unknown, unknown>,
  typed: Typed | null = null,
): Promise<FastifyReply> {
  const { values, errors } = typed ?? { values: null, errors: [] }
  const once = typeof values?.once === 'string' && values.once ? values.once : newId()
  const vm = toReviewFormPage({
    ...{ review: null, hidden: { name: 'once', value: once }, values, accepted: ACCEPTED, errors },
  })
  return page(reviewFormPage, vm, typed ? 422 : 200)
}

async function showChange(
  { params, scope, page }: ActorWork<{ id: string }, unknown>,
  typed: Typed | null = null,
): Promise<FastifyReply> {
  const { review, seen } = await scope(async (s) => ({
    review: await getReview(s, params.id),
    seen: seenOf(await listReviewChanges(s, params.id)),
  }))
  const { values, errors } = typed ?? { values: null, errors: [] }
  const vm = toReviewFormPage({
    ...{ review, hidden: { name: 'seen', value: seen }, values, accepted: ACCEPTED, errors },
  })
  return page(reviewFormPage, vm, typed ? 422 : 200)
}
