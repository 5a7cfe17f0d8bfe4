import type { FastifyInstance, FastifyReply } from 'fastify'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import { counted } from '../../../platform/words.ts'
import { addFindings, changeFinding, readFinding } from '../actions/findings.ts'
import { ChangeFindingForm, FindingsForm, IdParams } from '../forms.ts'
import { addFindingsPage, toAddFindingsPage } from '../pages/add-findings.ts'
import { changeFindingPage, toChangeFindingPage } from '../pages/change-finding.ts'
import { paths } from '../paths.ts'
import { getReview, listFindings } from '../queries/reviews.ts'

interface Typed {
  values: FormValues
  errors: FieldError[]
}

type Work = ActorWork<{ id: string }, unknown>

export function findingRoutes(app: FastifyInstance, deps: Deps): void {
  const door = { can: 'reviews.keep', params: IdParams } as const
  route(app, deps, {
    ...{ method: 'GET', url: paths.addFindings(':id'), ...door },
    handle: (work) => showAdd(work),
  })
  route(app, deps, {
    ...{ method: 'POST', url: paths.addFindings(':id'), ...door },
    handle: async (work) => {
      const form = readForm(FindingsForm, work.body)
      if (!form.ok) return showAdd(work, form)
      try {
        const added = await work.scope((s) => addFindings(s, work.params.id, form.data))
        return work.redirect(
          `${paths.review(work.params.id)}#findings`,
          added === 0 ? 'They were added before' : `${counted(added, 'finding')} added`,
        )
      } catch (error) {
        return showAdd(work, { values: form.values, errors: refusalOf(error, 'lines') })
      }
    },
  })
  changeRoutes(app, deps)
}

function changeRoutes(app: FastifyInstance, deps: Deps): void {
  const door = { can: 'reviews.keep', params: IdParams } as const
  route(app, deps, {
    ...{ method: 'GET', url: paths.changeFinding(':id'), ...door },
    handle: (work) => showChange(work),
  })
  route(app, deps, {
    ...{ method: 'POST', url: paths.changeFinding(':id'), ...door },
    handle: async (work) => {
      const form = readForm(ChangeFindingForm, work.body)
      if (!form.ok) return showChange(work, form)
      const { seen, ...input } = form.data
      const { id } = work.params
      try {
        const reviewId = await work.scope((s) => changeFinding(s, id, input, seen))
        return work.redirect(paths.finding(reviewId, id), 'The finding is changed')
      } catch (error) {
        return showChange(work, { values: form.values, errors: refusalOf(error, 'words') })
      }
    },
  })
}

async function showAdd({ params, scope, page }: Work, typed: Typed | null = null): Promise<FastifyReply> {
  const { review, findings } = await scope(async (s) => ({
    review: await getReview(s, params.id),
    findings: await listFindings(s, params.id),
  }))
  const { values, errors } = typed ?? { values: null, errors: [] }
  const groups = [...new Set(findings.flatMap(({ group }) => group ?? []))]
  const once = typeof values?.once === 'string' && values.once ? values.once : newId()
  const vm = toAddFindingsPage({ review, groups, once, values, errors })
  return page(addFindingsPage, vm, typed ? 422 : 200)
}

async function showChange({ params, scope, page }: Work, typed: Typed | null = null): Promise<FastifyReply> {
  const facts = await scope((s) => readFinding(s, params.id))
  const { values, errors } = typed ?? { values: null, errors: [] }
  return page(changeFindingPage, toChangeFindingPage({ ...facts, values, errors }), typed ? 422 : 200)
}
