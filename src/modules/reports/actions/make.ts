import { createHash } from 'node:crypto'
import type { Scope } from '../../../platform/db/scope.ts'
import type { FileStore } from '../../../platform/files/files.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import type { Format } from '../domain/formats.ts'
import {
  findFacts,
  getPaper,
  insertFile,
  keepFacts,
  listFiles,
  type PaperRow,
  setDone,
  setFailed,
  setMade,
  startMaking,
} from '../queries/papers.ts'
import { readPaperFacts } from './facts.ts'
import { fileName, type Manuscript, manuscriptOf, writePaper } from './write.ts'

export type InScope = <T>(work: (scope: Scope) => Promise<T>) => Promise<T>

/** What became of a turn of work: `left` has to be given to another worker. */
export type Turn = 'made' | 'left' | 'nothing' | 'failed'

interface Bench {
  files: FileStore
  inScope: InScope
  stopping?: AbortSignal | undefined
}

/**
 * Makes what a paper still lacks: its facts first, kept as text, then each form from that text. Each step is saved by
 * itself, so that a worker that is killed loses one step, and whoever comes after it goes on; a paper that was cancelled
 * is left at the next step. Two workers at one paper make the same, and it is finished once. A fault is kept as a
 * sentence with the paper. Errors: when even that cannot be saved.
 */
export async function makePaper(bench: Bench, paperId: string): Promise<Turn> {
  try {
    return await makeRest(bench, paperId)
  } catch (error) {
    await bench.inScope((s) => fail(s, paperId, error))
    return 'failed'
  }
}

async function makeRest({ files, inScope, stopping }: Bench, paperId: string): Promise<Turn> {
  const begun = await inScope((s) => begin(s, paperId))
  if (!begun) return 'nothing'
  const { areaId, manuscript, missing } = begun
  for (const format of missing) {
    if (stopping?.aborted) return 'left'
    const bytes = await writePaper(manuscript, format)
    const sha256 = await files.keep(areaId, bytes)
    const name = fileName(manuscript.description.title, format)
    const file = { format, name, sha256, bytes: bytes.byteLength }
    const step = 2 + manuscript.formats.indexOf(format)
    if (!(await inScope((s) => keepFile(s, paperId, file, step)))) return 'nothing'
  }
  return (await inScope((s) => finish(s, paperId))) ? 'made' : 'nothing'
}

interface Begun {
  areaId: string
  manuscript: Manuscript
  missing: Format[]
}

async function begin(scope: Scope, paperId: string): Promise<Begun | null> {
  if (!(await startMaking(scope, paperId))) return null
  const paper = await getPaper(scope, paperId)
  const kept = await findFacts(scope, paperId)
  const manuscript = kept === null ? await gather(scope, paper) : manuscriptOf(paper.layout, kept)
  const there = new Set((await listFiles(scope, paperId)).map(({ format }) => format))
  const missing = manuscript.formats.filter((format) => !there.has(format))
  return { areaId: scope.areaId, manuscript, missing }
}

async function gather(scope: Scope, paper: PaperRow): Promise<Manuscript> {
  const facts = JSON.stringify(await readPaperFacts(scope, paper))
  const manuscript = manuscriptOf(paper.layout, facts)
  const { title } = manuscript.description
  const sha256 = createHash('sha256').update(facts).digest('hex')
  await keepFacts(scope, paper.id, { facts, sha256, title, steps: 1 + manuscript.formats.length })
  return manuscript
}

async function keepFile(
  scope: Scope,
  paperId: string,
  file: Parameters<typeof insertFile>[2],
  step: number,
): Promise<boolean> {
  if (!(await setDone(scope, paperId, step))) return false
  await insertFile(scope, paperId, file)
  return true
}

async function finish(scope: Scope, paperId: string): Promise<boolean> {
  if (!(await setMade(scope, paperId))) return false
  const { sha256, code, asAt } = await getPaper(scope, paperId)
  await record(scope, {
    act: 'paper.made',
    thing: { kind: 'paper', id: paperId },
    detail: { report: code, asAt, sha256 },
  })
  return true
}

async function fail(scope: Scope, paperId: string, error: unknown): Promise<void> {
  if (!(await setFailed(scope, paperId, sentenceOf(error)))) return
  await record(scope, { act: 'paper.failed', thing: { kind: 'paper', id: paperId } })
}

/** What went wrong inside may name a person: only sentences that were written for people are shown. */
function sentenceOf(error: unknown): string {
  if (error instanceof Unacceptable) return error.message
  const words = error instanceof Error ? error.message : ''
  return /^The document (was not|cannot be) written/.test(words)
    ? words
    : 'The files could not be made. Nothing of the plan is lost.'
}
