import { importRoutes } from './routes.ts'

export { confirmImport, proposeImport } from './actions.ts'
export { runImportRead } from './command.ts'
export { xrayOfFile } from './xray.ts'

/** Plans in documents, brought in: read, shown, confirmed. */
export const imports = { register: importRoutes }
