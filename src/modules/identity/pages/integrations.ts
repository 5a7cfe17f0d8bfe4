import { type ApiScope, isApiScope, SCOPES } from '../../../platform/access/permissions.ts'
import { formatDay, formatInstant, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { identityPaths } from '../paths.ts'
import { type Tab, tabsOf } from './tabs.ts'

/** Programs with a token of their own, and making another. */
export interface IntegrationsPage {
  tabs: Tab[]
  api: string
  count: string
  rows: { name: string; made: string; may: string[]; state: string; used: string; end: string | null }[]
  action: string
  /** Empty where the reader may do nothing that could be given. */
  scopes: { value: string; text: string; checked: boolean }[]
  values: { name: string; expires: string }
  errors: FieldError[]
}

interface IntegrationFacts {
  id: string
  name: string
  scopes: readonly string[]
  expires: PlainDate
  madeBy: string
  makerGone: boolean
  madeAt: Date
  endedAt: Date | null
  lastUsed: PlainDate | null
}

export function toIntegrationsPage(input: {
  integrations: readonly IntegrationFacts[]
  scopes: readonly ApiScope[]
  today: PlainDate
  values: FormValues
  errors: FieldError[]
}): IntegrationsPage {
  const { integrations, today, values } = input
  const live = integrations.filter((one) => isLive(one, today))
  return {
    tabs: tabsOf(identityPaths.integrations),
    api: identityPaths.api,
    count: `${counted(integrations.length, 'integration')}, newest first; ${live.length === 0 ? 'none' : live.length} with access`,
    rows: integrations.map((one) => toRow(one, today)),
    action: identityPaths.integrations,
    scopes: input.scopes.map((scope) => ({
      value: scope,
      text: SCOPES[scope],
      checked: [values.scopes].flat().includes(scope),
    })),
    values: { name: String(values.name ?? ''), expires: String(values.expires ?? '') },
    errors: input.errors,
  }
}

const isLive = ({ endedAt, expires }: IntegrationFacts, today: PlainDate): boolean =>
  endedAt === null && expires >= today

const toRow = (one: IntegrationFacts, today: PlainDate): IntegrationsPage['rows'][number] => ({
  name: one.name,
  made: `Made by ${one.madeBy}${one.makerGone ? ', who has no access any more' : ''}, ${formatInstant(one.madeAt)}`,
  may: one.scopes.map((scope) => (isApiScope(scope) ? SCOPES[scope] : scope)),
  state: stateOf(one, today),
  used: one.lastUsed ? `Last used ${formatDay(one.lastUsed)}` : 'Never used',
  end: isLive(one, today) ? identityPaths.endIntegration(one.id) : null,
})

function stateOf({ endedAt, expires }: IntegrationFacts, today: PlainDate): string {
  if (endedAt) return `Ended ${formatInstant(endedAt)}`
  return expires < today ? `Expired ${formatDay(expires)}` : `Until ${formatDay(expires)}`
}

export const integrationsPage = definePage<IntegrationsPage>('identity/pages/integrations.njk', () =>
  toIntegrationsPage({
    integrations: [
      {
        ...{ id: '0190a000-0000-7000-8000-000000000030', name: 'Board pack', scopes: ['plans.view'] },
        ...{ expires: '2027-03-31', madeBy: 'Programme Manager', madeAt: new Date('2026-11-02T09:05:00Z') },
        ...{ makerGone: true, endedAt: null, lastUsed: '2026-11-23' },
      },
      {
        ...{ id: '0190a000-0000-7000-8000-000000000031', name: 'Old pack', scopes: ['plans.view'] },
        ...{ expires: '2026-12-31', madeBy: 'Programme Manager', madeAt: new Date('2026-10-02T09:05:00Z') },
        ...{ makerGone: false, endedAt: new Date('2026-11-02T09:00:00Z'), lastUsed: null },
      },
    ],
    scopes: ['plans.view', 'plans.update'],
    today: '2026-11-24',
    values: { name: 'Board pack', scopes: ['plans.view'], expires: '2027-11-30' },
    errors: [{ field: 'expires', text: 'Enter a last day no later than 24 November 2027' }],
  }),
)
