import { type ApiScope, SCOPES } from '../../../platform/access/permissions.ts'
import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { identityPaths } from '../paths.ts'

/** The one page that ever shows a token. */
export interface IntegrationMadePage {
  name: string
  token: string
  may: string[]
  until: string
  /** A first request to try it with; the token itself has no place in the history of a command line. */
  example: string
  back: string
  api: string
}

export const toIntegrationMadePage = (made: {
  name: string
  token: string
  scopes: readonly ApiScope[]
  expires: PlainDate
  publicUrl: string
}): IntegrationMadePage => ({
  name: made.name,
  token: made.token,
  may: made.scopes.map((scope) => SCOPES[scope]),
  until: formatDay(made.expires),
  example: `curl -H "Authorization: Bearer $TOKEN" ${made.publicUrl}/api/v1/plans`,
  back: identityPaths.integrations,
  api: identityPaths.api,
})

export const integrationMadePage = definePage<IntegrationMadePage>(
  'identity/pages/integration-made.njk',
  () =>
    toIntegrationMadePage({
      name: 'Board pack',
      token: `gt_0190a000-0000-7000-8000-000000000003.${'x'.repeat(43)}`,
      scopes: ['plans.view'],
      expires: '2027-03-31',
      publicUrl: 'https://goldenthread.example',
    }),
)
