import { frameworksRoutes } from './routes.ts'

/** What inspectorates judge by: grades, areas and statements, as versioned data. */
export const frameworks = { register: frameworksRoutes }
