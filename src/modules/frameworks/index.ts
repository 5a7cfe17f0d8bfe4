import { frameworksRoutes } from './routes.ts'

export { findFramework, findStatement, listFrameworks } from './definitions.ts'
export {
  type Descriptor,
  descriptorsOf,
  type Framework,
  type FrameworkKey,
  frameworkName,
  type Grade,
  gradeWords,
  type JudgementArea,
  type StatementKey,
} from './domain/framework.ts'
export { exampleFramework } from './pages/framework.ts'
export { frameworkPaths } from './paths.ts'

/** What inspectorates judge by: grades, areas and statements, as versioned data. */
export const frameworks = { register: frameworksRoutes }
