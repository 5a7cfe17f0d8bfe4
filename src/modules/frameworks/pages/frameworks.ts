import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { type Framework, frameworkName } from '../domain/framework.ts'
import { frameworkPaths } from '../paths.ts'
import { exampleFramework, inForceWords } from './framework.ts'

/** Every framework that a plan can be held against. */
export interface FrameworksPage {
  rows: { name: string; href: string; inForce: string; areas: string; statements: string }[]
}

export const toFrameworksPage = (frameworks: readonly Framework[]): FrameworksPage => ({
  rows: frameworks.map((framework) => ({
    name: frameworkName(framework),
    href: frameworkPaths.framework(framework.code, framework.version),
    inForce: inForceWords(framework),
    areas: framework.areas.map(({ words }) => words).join(', '),
    statements: counted(framework.descriptors.length, 'statement'),
  })),
})

export const frameworksPage = definePage<FrameworksPage>('frameworks/pages/frameworks.njk', () =>
  toFrameworksPage([exampleFramework()]),
)
