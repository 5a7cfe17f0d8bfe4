import { definePage } from '../../../platform/http/pages.ts'
import type { DocumentDescription } from '../../../platform/office/description.ts'
import { toHtml } from '../../../platform/office/html.ts'
import { reportPaths } from '../paths.ts'

/** A layout with the area's first plan in it. */
export interface LayoutPreviewPage {
  name: string
  back: string
  /** The document's own markup, every word of it escaped by `toHtml`; null without a plan. */
  document: string | null
}

export const toLayoutPreviewPage = (
  { code, name }: { code: string; name: string },
  document: DocumentDescription | null,
): LayoutPreviewPage => ({
  ...{ name, back: reportPaths.layout(code) },
  document: document && toHtml(document),
})

export const layoutPreviewPage = definePage<LayoutPreviewPage>('reports/pages/layout-preview.njk', () =>
  toLayoutPreviewPage({ code: 'scrutiny-report', name: 'Scrutiny report' }, null),
)
