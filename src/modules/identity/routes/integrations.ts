import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { endIntegration, grantable, makeIntegration } from '../actions/integrations.ts'
import { IntegrationForm } from '../forms.ts'
import { integrationMadePage, toIntegrationMadePage } from '../pages/integration-made.ts'
import { integrationsPage, toIntegrationsPage } from '../pages/integrations.ts'
import { identityPaths } from '../paths.ts'
import { listIntegrations } from '../queries/integrations.ts'

export function integrationRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: identityPaths.integrations,
    can: 'integrations.manage',
    handle: (work) => show(work, {}, []),
  })
  route(app, deps, {
    method: 'POST',
    url: identityPaths.integrations,
    can: 'integrations.manage',
    handle: async (work) => {
      const form = readForm(IntegrationForm, work.body)
      if (!form.ok) return show(work, form.values, form.errors)
      try {
        const { token } = await work.scope((s) => makeIntegration(s, form.data))
        // No redirect: the token is nowhere to be read again. Sent twice, the name is in use.
        const { publicUrl } = deps.settings
        return work.page(integrationMadePage, toIntegrationMadePage({ ...form.data, token, publicUrl }))
      } catch (error) {
        return show(work, form.values, refusalOf(error, 'name'))
      }
    },
  })
  route(app, deps, {
    method: 'POST',
    url: identityPaths.endIntegration(':id'),
    can: 'integrations.manage',
    params: z.object({ id: z.uuid() }),
    handle: async ({ params, scope, redirect }) => {
      await scope((s) => endIntegration(s, params.id))
      return redirect(identityPaths.integrations, 'The integration has ended')
    },
  })
}

async function show(
  { actor, scope, page }: ActorWork<unknown, unknown>,
  values: FormValues,
  errors: FieldError[],
): Promise<FastifyReply> {
  const facts = await scope(async (s) => ({ integrations: await listIntegrations(s), today: s.today }))
  const vm = toIntegrationsPage({ ...facts, scopes: grantable(actor), values, errors })
  return page(integrationsPage, vm, errors.length > 0 ? 422 : 200)
}
