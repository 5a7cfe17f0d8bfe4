import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { toFramework } from './domain/definition.ts'
import type { Descriptor, Framework, FrameworkKey, StatementKey } from './domain/framework.ts'

const FOLDER = join(import.meta.dirname, '../../../definitions/judgement-frameworks')

/**
 * The frameworks of a folder, the latest in force first. Errors: one error with every fault of every file, so that
 * all can be put right at once.
 */
export function readDefinitions(folder: string): Framework[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  const read = files.map((name) => ({ name, result: readFile(join(folder, name)) }))
  const found = read.flatMap(({ name, result }) => (result.ok ? [{ name, framework: result.framework }] : []))
  const faults = [
    ...read.flatMap(({ name, result }) =>
      result.ok ? [] : result.faults.map((fault) => `${name}: ${fault}`),
    ),
    ...twice(found),
  ]
  if (faults.length > 0) throw new Error(`The judgement frameworks have faults:\n${faults.join('\n')}`)
  return found.map(({ framework }) => framework).toSorted(latestFirst)
}

function readFile(path: string): ReturnType<typeof toFramework> {
  try {
    return toFramework(parse(readFileSync(path, 'utf8')))
  } catch (error) {
    return { ok: false, faults: [error instanceof Error ? error.message : String(error)] }
  }
}

/** Two files of one code and version: nobody could say which is meant. */
const twice = (found: readonly { name: string; framework: Framework }[]): string[] =>
  found.flatMap(({ name, framework: { code, version } }, at) => {
    const first = found.findIndex((one) => one.framework.code === code && one.framework.version === version)
    return first < at ? [`${name}: ${code} ${version} is defined in ${found[first]?.name} already`] : []
  })

const latestFirst = (a: Framework, b: Framework): number =>
  b.inForceFrom.localeCompare(a.inForceFrom) || a.code.localeCompare(b.code)

let held: readonly Framework[] | null = null

/** Every framework that this installation knows, the latest in force first. Errors: as `readDefinitions`. */
export function listFrameworks(): readonly Framework[] {
  held ??= readDefinitions(FOLDER)
  return held
}

export const findFramework = ({ framework, version }: FrameworkKey): Framework | undefined =>
  listFrameworks().find((one) => one.code === framework && one.version === version)

export const findStatement = (key: StatementKey): Descriptor | undefined =>
  findFramework(key)?.descriptors.find(({ code }) => code === key.descriptor)
