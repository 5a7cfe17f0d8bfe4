import { formatDay } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import type { HeldLayoutFacts, Layout } from '../domain/layout.ts'
import { reportPaths } from '../paths.ts'

/** Every layout that a report can have. */
export interface LayoutsPage {
  back: string
  own: LayoutLine[]
  ours: LayoutLine[]
  ownWords: string
}

export interface LayoutLine {
  name: string
  href: string
  about: string
  describes: string
  made: string | null
}

export function toLayoutsPage(held: readonly HeldLayoutFacts[]): LayoutsPage {
  const own = held.filter((one) => one.own !== null)
  return {
    back: reportPaths.reports,
    own: own.map(toLine),
    ours: held.filter((one) => one.own === null).map(toLine),
    ownWords: counted(own.length, 'layout'),
  }
}

const toLine = ({ layout, own }: HeldLayoutFacts): LayoutLine => ({
  name: layout.name,
  href: reportPaths.layout(layout.code),
  about: aboutLayout(layout),
  describes: layout.describes,
  made: own && `As ${own.madeBy} left it on ${formatDay(own.madeOn)}`,
})

export const aboutLayout = ({ audience, paper, orientation, sections }: Layout): string =>
  `For ${audience}. ${paper}, ${orientation}, ${counted(sections.length, 'part')}.`

export const exampleLayout = (): Layout => ({
  ...{ code: 'scrutiny-report', name: 'Scrutiny report', title: '{plan}: for scrutiny, {month}' },
  ...{ audience: 'Scrutiny committee', describes: 'What is late, and why', orientation: 'portrait' },
  ...{ paper: 'A4', published: false, compares: true },
  sections: [
    { kind: 'front', edition: true },
    { kind: 'form', fields: [{ key: 'wards', label: 'Wards affected', empty: 'Not given' }] },
    { kind: 'text', key: 'purpose', heading: 'Purpose', empty: 'Not applicable' },
    {
      ...{ kind: 'milestones', heading: 'What is late', group: 'none', only: 'overdue', criteria: false },
      columns: [
        { field: 'milestone', heading: 'Milestone', width: 60 },
        { field: 'due', heading: 'Due', width: 20 },
      ],
    },
  ],
})

export const exampleOwn = () => ({ id: 'state-2', madeOn: '2026-11-20', madeBy: 'Pat Manager' })

export const layoutsPage = definePage<LayoutsPage>('reports/pages/layouts.njk', () =>
  toLayoutsPage([
    { layout: exampleLayout(), own: exampleOwn() },
    { layout: { ...exampleLayout(), code: 'milestone-report', name: 'Milestone report' }, own: null },
  ]),
)
