import { type ApiScope, SCOPES } from '../../../platform/access/permissions.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { identityPaths } from '../paths.ts'

/** What programs can do here, for the people who write them. */
export interface ApiPage {
  groups: {
    name: string
    id: string
    rows: { method: string; steps: string[]; does: string; needs: string }[]
  }[]
  example: string
  openapi: string
  integrations: string
}

interface Operation {
  method: string
  url: string
  does: string
  can: ApiScope
}

export function toApiPage(operations: readonly Operation[], publicUrl: string): ApiPage {
  const inOrder = operations.toSorted((a, b) => a.url.localeCompare(b.url))
  const groups = Map.groupBy(inOrder, ({ url }) => url.split('/')[3] ?? '')
  return {
    groups: [...groups].map(([name, group]) => ({
      name: name.charAt(0).toUpperCase() + name.slice(1),
      id: name,
      rows: group.map(({ method, url, does, can }) => ({
        ...{ method, does, needs: SCOPES[can] },
        steps: url
          .slice(1)
          .replace(/:(\w+)/g, '{$1}')
          .split('/'),
      })),
    })),
    example: `curl -H "Authorization: Bearer $TOKEN" ${publicUrl}/api/v1/plans`,
    openapi: identityPaths.openapi,
    integrations: identityPaths.integrations,
  }
}

export const apiPage = definePage<ApiPage>('identity/pages/api.njk', () =>
  toApiPage(
    [
      { method: 'GET', url: '/api/v1/plans', does: 'Lists the plans', can: 'plans.view' },
      { method: 'GET', url: '/api/v1/milestones/:id', does: 'One milestone', can: 'plans.view' },
    ],
    'https://goldenthread.example',
  ),
)
