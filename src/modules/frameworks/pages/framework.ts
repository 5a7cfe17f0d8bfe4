import { formatDay } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { descriptorsOf, type Framework, frameworkName } from '../domain/framework.ts'
import { frameworkPaths } from '../paths.ts'

/** One framework: its grades, its areas, and the statements of each grade. */
export interface FrameworkPage {
  name: string
  back: string
  facts: { label: string; words: string }[]
  grades: {
    id: string
    words: string
    count: string
    areas: { words: string; statements: { code: string; words: string }[] }[]
  }[]
}

export function toFrameworkPage(framework: Framework): FrameworkPage {
  return {
    name: frameworkName(framework),
    back: frameworkPaths.frameworks(),
    facts: [
      { label: 'In force', words: inForceWords(framework) },
      { label: 'Grades', words: framework.grades.map(({ words }) => words).join(', ') },
      { label: 'Overall grade', words: framework.overallGrade ? 'Given' : 'None: each area has its own' },
      { label: 'Source', words: framework.source },
    ],
    grades: framework.grades.flatMap(({ code, words }) => gradeOf(framework, code, words)),
  }
}

/** A grade without statements is in the list of grades only. */
function gradeOf(framework: Framework, code: string, words: string): FrameworkPage['grades'] {
  const statements = descriptorsOf(framework, code)
  if (statements.length === 0) return []
  const areas = framework.areas.map((area) => ({
    words: area.words,
    statements: statements
      .filter((one) => one.area === area.code)
      .map((one) => ({ code: one.code, words: one.words })),
  }))
  return [
    {
      ...{ id: `grade-${code}`, words, count: counted(statements.length, 'statement') },
      areas: areas.filter((area) => area.statements.length > 0),
    },
  ]
}

/** "From 1 April 2009 to 31 October 2013", "From 1 April 2026". */
export const inForceWords = ({ inForceFrom, inForceTo }: Framework): string =>
  `From ${formatDay(inForceFrom)}${inForceTo === null ? '' : ` to ${formatDay(inForceTo)}`}`

/** For the examples of pages. */
export const exampleFramework = (): Framework => ({
  ...{ code: 'example', version: '2026', title: 'Inspection of services', inspectorate: 'Inspectorate' },
  ...{ inForceFrom: '2026-04-01', inForceTo: null, source: 'The inspectorate’s own publication' },
  grades: [
    { code: 'good', words: 'Good' },
    { code: 'inadequate', words: 'Inadequate' },
  ],
  overallGrade: false,
  areas: [
    { code: 'leaders', words: 'Leaders' },
    { code: 'protection', words: 'Help and protection' },
  ],
  descriptors: [
    { code: 'G1', grade: 'good', area: 'leaders', words: 'Leaders know how practice reaches children.' },
    { code: 'G2', grade: 'good', area: 'protection', words: 'Children at risk are seen without delay.' },
    { code: 'G3', grade: 'good', area: 'protection', words: 'Plans are reviewed, and drift is noticed.' },
    { code: 'G4', grade: 'good', area: 'protection', words: 'Families get help early.' },
  ],
})

export const frameworkPage = definePage<FrameworkPage>('frameworks/pages/framework.njk', () =>
  toFrameworkPage(exampleFramework()),
)
