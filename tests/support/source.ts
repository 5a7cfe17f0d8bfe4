/** The product's own source, as the architecture test reads it: files, what they import, and their bare code. */
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

export interface Import {
  /** A path from the root ("src/platform/ids.ts"), or a package ("node:fs", "kysely"). */
  target: string
  isPackage: boolean
  /** Types only: gone at run time. */
  typeOnly: boolean
  /** Not imported, but started as a thread or a process. */
  started: boolean
}

export interface SourceFile {
  path: string
  /** Without comments. */
  code: string
  imports: Import[]
}

/** Every source file under the folders, without the tests beside them. */
export async function readSources(...folders: string[]): Promise<SourceFile[]> {
  const paths: string[] = []
  for (const folder of folders) {
    for await (const path of glob(`${folder}/**/*.ts`, { cwd: ROOT })) paths.push(path)
  }
  return paths
    .filter((path) => !path.endsWith('.test.ts'))
    .sort()
    .map((path) => toSource(path, readFileSync(join(ROOT, path), 'utf8')))
}

export function toSource(path: string, text: string): SourceFile {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
  return { path, code, imports: importsOf(path, code) }
}

/** `import … from`, `export … from`, a bare `import`, `import()`, and the file that a thread or process is started from. */
const STATEMENTS = [
  /^(?:import|export)\s+(type\s)?([^'";]*?)\sfrom\s+'([^']+)'/gm,
  /^()()import\s+'([^']+)'/gm,
  /()()\bimport\(\s*'([^']+)'\s*\)/g,
  /()()new URL\(\s*'([^']+\.ts)',\s*import\.meta\.url\s*\)/g,
]

function importsOf(path: string, code: string): Import[] {
  return STATEMENTS.flatMap((statement) => [...code.matchAll(statement)]).flatMap(
    ([whole, type, names, from]) => {
      if (!from) return []
      const isPackage = !from.startsWith('.')
      const target = isPackage ? from : normalize(join(dirname(path), from))
      const typeOnly = Boolean(type) || onlyTypes(names ?? '')
      return [{ target, isPackage, typeOnly, started: whole.startsWith('new URL') }]
    },
  )
}

/** `{ type A, type B }` */
function onlyTypes(names: string): boolean {
  const list = /^\{([^}]*)\}$/
    .exec(names.trim())?.[1]
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  return list !== undefined && list.length > 0 && list.every((name) => name.startsWith('type '))
}
