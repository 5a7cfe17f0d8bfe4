import type { FastifyInstance } from 'fastify'
import { ACCEPTED, TOO_LARGE } from '../../../platform/files/kinds.ts'
import { type FieldError, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { readUpload } from '../../../platform/http/upload.ts'
import { newId } from '../../../platform/ids.ts'
import { addEvidence, evidencePaths, listEvidence } from '../../evidence/index.ts'
import { addEvidenceTo, attachTo, readSpot, type SpotKind } from '../actions/evidence.ts'
import { AttachForm, EvidenceForm } from '../forms.ts'
import { type AddValues, addPage, toAddPage } from '../pages/evidence-add.ts'
import { paths } from '../paths.ts'
import { IdParams } from './query.ts'

interface Typed {
  values: AddValues & { once?: string }
  errors: FieldError[]
}

const NOTHING: Typed = { values: {}, errors: [] }

export function evidenceAddRoutes(app: FastifyInstance, deps: Deps): void {
  const doors = [
    ['milestone', paths.milestoneEvidence(':id'), paths.attachToMilestone(':id')],
    ['criterion', paths.criterionEvidence(':id'), paths.attachToCriterion(':id')],
  ] as const
  for (const [kind, url, attachUrl] of doors) {
    addRoutes(app, deps, kind, url)
    attachRoute(app, deps, kind, attachUrl)
  }
  newRoutes(app, deps)
}

function addRoutes(app: FastifyInstance, deps: Deps, kind: SpotKind, url: string): void {
  route(app, deps, {
    method: 'GET',
    url,
    can: 'evidence.add',
    params: IdParams,
    handle: (work) => show(work, [kind, work.params.id]),
  })
  route(app, deps, {
    method: 'POST',
    url,
    can: 'evidence.add',
    params: IdParams,
    handle: async (work) => {
      const spot = [kind, work.params.id] as const
      const given = await readEvidence(work.body)
      if (!given.ok) return show(work, spot, given.typed)
      try {
        const id = await work.scope((s) => addEvidenceTo(s, deps.files, spot, given.input))
        return work.redirect(kind === 'milestone' ? paths.milestone(spot[1]) : evidencePaths.one(id), ADDED)
      } catch (error) {
        return show(work, spot, { values: given.values, errors: refusalOf(error, 'file') })
      }
    },
  })
}

const ADDED = 'Your evidence is added'

function attachRoute(app: FastifyInstance, deps: Deps, kind: SpotKind, url: string): void {
  route(app, deps, {
    method: 'POST',
    url,
    can: 'evidence.add',
    params: IdParams,
    handle: async (work) => {
      const spot = [kind, work.params.id] as const
      const form = readForm(AttachForm, work.body)
      if (!form.ok) return show(work, spot, { values: {}, errors: form.errors })
      try {
        await work.scope((s) => attachTo(s, spot, form.data.evidence))
      } catch (error) {
        return show(work, spot, { values: form.data, errors: refusalOf(error, 'evidence') })
      }
      const to = kind === 'milestone' ? paths.milestone(spot[1]) : evidencePaths.one(form.data.evidence)
      return work.redirect(to, 'The evidence is attached')
    },
  })
}

/** Evidence that supports nothing yet: it waits in the register. */
function newRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.newEvidence(),
    can: 'evidence.add',
    handle: (work) => show(work, null),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.newEvidence(),
    can: 'evidence.add',
    handle: async (work) => {
      const given = await readEvidence(work.body)
      if (!given.ok) return show(work, null, given.typed)
      try {
        const id = await work.scope((s) => addEvidence(s, deps.files, [], given.input))
        return work.redirect(evidencePaths.one(id), ADDED)
      } catch (error) {
        return show(work, null, { values: given.values, errors: refusalOf(error, 'file') })
      }
    },
  })
}

/** The form as it came, with its file. One that is too large is a fault of the form: nothing that was typed is lost. */
async function readEvidence(body: unknown) {
  const { fields: values, file, tooLarge } = await readUpload(body, 'evidence')
  const form = readForm(EvidenceForm, values)
  if (!form.ok) return { ok: false as const, typed: { values, errors: form.errors } }
  if (tooLarge && form.data.kind === 'file') {
    return { ok: false as const, typed: { values, errors: [{ field: 'file', text: TOO_LARGE }] } }
  }
  return { ok: true as const, values, input: { ...form.data, file } }
}

async function show(
  { actor, scope, page }: ActorWork<unknown, unknown>,
  of: readonly [SpotKind, string] | null,
  { values, errors }: Typed = NOTHING,
) {
  const { spot, held } = await scope(async (s) => ({
    spot: of && { ...(await readSpot(s, ...of)), kind: of[0], id: of[1] },
    held: of ? await listEvidence(s) : [],
  }))
  const free = held.filter(
    ({ withdrawn, uses }) => !withdrawn && uses.every((use) => use.detached || use.target.id !== of?.[1]),
  )
  const once = values.once || newId()
  const vm = toAddPage({ spot, once, reader: actor.name, values, errors, held: free, accepted: ACCEPTED })
  return page(addPage, vm, errors.length > 0 ? 422 : 200)
}
