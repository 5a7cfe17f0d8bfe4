import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { Layout } from './domain/layout.ts'

const FOLDER = join(import.meta.dirname, '../../../definitions/report-layouts')

let held: readonly Layout[] | null = null

/** The layouts that come with the product, by name. */
export function ourLayouts(): readonly Layout[] {
  held ??= readLayouts(FOLDER)
  return held
}

/** @throws Error when there is none of this code */
export function ourLayout(code: string): Layout {
  const found = ourLayouts().find((layout) => layout.code === code)
  if (!found) throw new Error(`There is no report layout “${code}”`)
  return found
}

/**
 * Reads every layout of a folder.
 * @throws Error that lists every fault of every file
 */
export function readLayouts(folder: string): Layout[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  const read = files.map((name) => ({
    name,
    ...Layout.safeParse(parse(readFileSync(join(folder, name), 'utf8'))),
  }))
  const faults = read.flatMap(({ name, error, data }) => [
    ...(error ? [`${name}: ${z.prettifyError(error)}`] : []),
    ...(data && `${data.code}.yaml` !== name
      ? [`${name}: its code is “${data.code}”, which is not its name`]
      : []),
  ])
  if (faults.length > 0) throw new Error(`Report layouts cannot be read.\n${faults.join('\n')}`)
  return read.flatMap(({ data }) => data ?? []).sort((a, b) => a.name.localeCompare(b.name))
}
