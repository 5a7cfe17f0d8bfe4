import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { EvidenceKind, EvidenceTarget, ScanState } from '../domain/facts.ts'

export interface EvidenceRow {
  id: string
  kind: EvidenceKind
  title: string
  words: string | null
  url: string | null
  owner: string
  dated_on: string | null
  expires_on: string | null
  once: string
}

/** False when the mark of the form stands on a piece already. */
export async function insertEvidence(
  { db, areaId, actor, now, today }: Scope,
  row: EvidenceRow,
): Promise<boolean> {
  const done = await db
    .insertInto('evidence')
    .values({
      ...row,
      area_id: areaId,
      added_by_id: actor.personId,
      added_by: actor.name,
      added_on: today,
      added_at: now,
    })
    .onConflict((conflict) => conflict.columns(['area_id', 'once']).doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export interface StoredFile {
  name: string
  mediaType: string
  bytes: number
  sha256: string
}

export async function insertVersion(
  scope: Scope,
  evidenceId: string,
  { number, scan, file }: { number: number; scan: ScanState; file: StoredFile },
): Promise<void> {
  const { actor, now, today } = scope
  const fileId = newId()
  await insertRows(scope, 'stored_file', [
    {
      ...{ id: fileId, name: file.name, media_type: file.mediaType, bytes: file.bytes, sha256: file.sha256 },
      ...{ added_by: actor.personId, added_at: now },
    },
  ])
  await insertRows(scope, 'evidence_version', [
    {
      ...{ evidence_id: evidenceId, number, file_id: fileId, scan },
      ...{ added_by_id: actor.personId, added_by: actor.name, added_on: today, added_at: now },
    },
  ])
}

/** Puts evidence under things; where it stands already, it is left. Gives how many it was put under. */
export async function insertUses(
  { db, areaId, actor, now, today }: Scope,
  evidenceId: string,
  targets: readonly EvidenceTarget[],
): Promise<number> {
  if (targets.length === 0) return 0
  const done = await db
    .insertInto('evidence_use')
    .values(
      targets.map(({ kind, planId, id, descriptor }) => ({
        ...{ area_id: areaId, id: newId(), evidence_id: evidenceId, plan_id: planId },
        milestone_id: kind === 'milestone' ? id : null,
        criterion_id: kind === 'criterion' ? id : null,
        table_id: kind === 'descriptor' ? id : null,
        ...frameworkOf(kind, id),
        descriptor: kind === 'descriptor' || kind === 'statement' ? descriptor : null,
        ...{ attached_by: actor.name, attached_on: today, attached_at: now },
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0n)
}

/** A framework's code has no space in it, nor has its version. */
function frameworkOf(kind: EvidenceTarget['kind'], id: string) {
  if (kind !== 'statement') return { framework: null, framework_version: null }
  const [framework = '', version = ''] = id.split(' ')
  return { framework, framework_version: version }
}

/** False when it stands there no more, or never did. */
export async function endUse(
  { db, areaId, actor, today }: Scope,
  evidenceId: string,
  useId: string,
  because: string,
): Promise<boolean> {
  const done = await db
    .updateTable('evidence_use')
    .set({ detached_on: today, detached_by: actor.name, detached_because: because })
    .where('area_id', '=', areaId)
    .where('evidence_id', '=', evidenceId)
    .where('id', '=', useId)
    .where('detached_on', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** False when it was withdrawn before. */
export async function setWithdrawn(
  { db, areaId, actor, today }: Scope,
  evidenceId: string,
  because: string,
): Promise<boolean> {
  const done = await db
    .updateTable('evidence')
    .set({ withdrawn_on: today, withdrawn_by: actor.name, withdrawn_because: because })
    .where('area_id', '=', areaId)
    .where('id', '=', evidenceId)
    .where('withdrawn_on', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** False when another answer came first. */
export async function setScanned(
  { db, areaId }: Scope,
  { evidenceId, number }: { evidenceId: string; number: number },
  { scan, words }: { scan: ScanState; words: string },
): Promise<boolean> {
  const done = await db
    .updateTable('evidence_version')
    .set({ scan, scan_answer: words })
    .where('area_id', '=', areaId)
    .where('evidence_id', '=', evidenceId)
    .where('number', '=', number)
    .where('scan', 'in', ['waiting', 'unscanned'])
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}
