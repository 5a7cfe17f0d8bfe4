import type { PlainDate } from '../../platform/calendar.ts'
import { endOfMonth } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import type { FileStore } from '../../platform/files/files.ts'
import { Unacceptable } from '../../platform/http/errors.ts'
import { newId } from '../../platform/ids.ts'
import { record } from '../../platform/record/record.ts'
import { listPeople, listPosts } from '../identity/index.ts'
import { bringInPlan, findPlanTitled, type LeadFacts } from '../plans/index.ts'
import type { Doubt, PlanReading } from './domain/reading.ts'
import { findingKey, milestoneKey, toDraft } from './domain/to-draft.ts'
import {
  getImport,
  type ImportRow,
  insertImport,
  insertOrigins,
  insertStoredFile,
  lockImports,
  saveOutcome,
} from './queries.ts'
import { readInThread } from './reader.ts'

export interface PlanFile {
  name: string
  bytes: Uint8Array
  publishedOn: PlainDate | null
}

export interface Proposal {
  reading: PlanReading
  /** Writes down the proposal, and nothing of the plan. */
  save(scope: Scope): Promise<string>
}

/**
 * Reads a plan file and keeps the original. The reading is done in a thread with caps, before any transaction
 * is open. Errors: Unacceptable, with what is wrong with the file.
 */
export async function proposeImport(files: FileStore, areaId: string, file: PlanFile): Promise<Proposal> {
  const reading = await readInThread(file.bytes, file.publishedOn)
  const sha256 = await files.keep(areaId, file.bytes)
  return {
    reading,
    save: async (scope) => {
      const fileId = await insertStoredFile(scope, {
        name: file.name,
        mediaType: 'text/plain',
        bytes: file.bytes.length,
        sha256,
      })
      const id = newId()
      const title = reading.document.title ?? file.name
      await insertImport(scope, {
        id,
        fileId,
        title,
        publishedOn: file.publishedOn,
        documentOn: dateOf(reading),
        reading,
      })
      await record(scope, {
        act: 'import.proposed',
        thing: { kind: 'import', id },
        detail: { rows: reading.rows.length, sha256 },
      })
      return id
    },
  }
}

/** The day that the document gives itself; a month is told of at its end. */
function dateOf({ document }: PlanReading): PlainDate | null {
  const iso = document.date?.iso ?? null
  if (iso === null || iso.length === 4) return null
  return iso.length === 7 ? endOfMonth(`${iso}-01`) : iso
}

export interface Confirmed {
  planId: string
  title: string
  actions: number
  milestones: number
  findings: number
  doubts: number
}

/**
 * Brings the proposed plan in, in the scope's transaction: all of it or nothing. Errors: NotFound; Unacceptable when
 * it was confirmed or discarded before, was refused by the reader, or the area has a plan of this title.
 */
export async function confirmImport(
  scope: Scope,
  importId: string,
  choices: { title: string | null; documentOn: PlainDate | null },
): Promise<Confirmed> {
  await lockImports(scope)
  const proposal = await getImport(scope, importId)
  const title = choices.title ?? proposal.title
  await refuseWhatCannotBe(scope, proposal, title)
  const { reading } = proposal
  const documentOn = choices.documentOn ?? proposal.document_on ?? scope.today
  const draft = toDraft(reading, { title, documentOn, holders: await holdersByName(scope) })
  const { planId, ids } = await bringInPlan(scope, draft, 'import')
  await insertOrigins(scope, importId, origins(reading, ids))
  await saveOutcome(scope, importId, { state: 'confirmed', planId, title })
  await record(scope, {
    act: 'import.confirmed',
    thing: { kind: 'import', id: importId },
    detail: { planId },
  })
  return {
    planId,
    title,
    actions: draft.actions.length,
    milestones: reading.rows.length,
    findings: reading.findings.length,
    doubts: doubtsOf(reading),
  }
}

async function refuseWhatCannotBe(scope: Scope, proposal: ImportRow, title: string): Promise<void> {
  if (proposal.state !== 'proposed') throw new Unacceptable(`This import was ${proposal.state} before`)
  if (proposal.reading.refused) throw new Unacceptable(proposal.reading.refused.reason)
  if (proposal.reading.rows.length === 0) throw new Unacceptable('No milestones were found in this document')
  if (await findPlanTitled(scope, title)) {
    throw new Unacceptable(`This area has a plan "${title}" already: give this one another title`, 'title')
  }
}

/** Sets a proposal aside. Its original and its reading stay; nothing of it ever reached a plan. */
export async function discardImport(scope: Scope, importId: string): Promise<void> {
  await lockImports(scope)
  const proposal = await getImport(scope, importId)
  if (proposal.state !== 'proposed') throw new Unacceptable(`This import was ${proposal.state} before`)
  await saveOutcome(scope, importId, { state: 'discarded', planId: null, title: proposal.title })
  await record(scope, { act: 'import.discarded', thing: { kind: 'import', id: importId } })
}

/**
 * Posts and people of the area by name, in small letters; a name that two share settles nothing. Somebody who is
 * called by the post that they hold is that post.
 */
async function holdersByName(scope: Scope): Promise<ReadonlyMap<string, NonNullable<LeadFacts['holder']>>> {
  const posts = (await listPosts(scope)).map(({ id, title }) => ({
    name: title,
    holder: { kind: 'post' as const, id },
  }))
  const people = (await listPeople(scope))
    .filter(({ name, posts: held }) => !held.includes(name))
    .map(({ id, name }) => ({
      name,
      holder: { kind: 'person' as const, id },
    }))
  const named = Map.groupBy([...posts, ...people], ({ name }) => name.toLowerCase())
  return new Map(
    [...named].flatMap(([name, [first, ...more]]) =>
      first && more.length === 0 ? [[name, first.holder]] : [],
    ),
  )
}

function origins(reading: PlanReading, ids: ReadonlyMap<string, string>) {
  const of = (
    kind: 'finding' | 'milestone',
    key: string,
    item: { sourceLines: number[]; doubts: Doubt[] },
  ) => ({
    kind,
    thingId: ids.get(key) ?? '',
    lines: item.sourceLines,
    doubts: item.doubts.map(({ message }) => message),
  })
  return [
    ...reading.findings.map((finding, index) => of('finding', findingKey(index), finding)),
    ...reading.rows.map((row, index) => of('milestone', milestoneKey(index), row)),
  ]
}

function doubtsOf({ doubts, rows, findings }: PlanReading): number {
  const within = [...rows, ...findings].reduce((sum, item) => sum + item.doubts.length, 0)
  return doubts.length + within
}
