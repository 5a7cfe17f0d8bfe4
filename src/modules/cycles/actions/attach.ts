import { createHash } from 'node:crypto'
import { dayOf } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import type { FileStore } from '../../../platform/files/files.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { isId } from '../../../platform/ids.ts'
import { addEvidence, type EvidenceFacts, type EvidenceInput, findByMark } from '../../evidence/index.ts'
import { readMilestone } from '../../plans/index.ts'
import type { FollowedLink } from './answer.ts'

/** The file that was given by a link, among a milestone's evidence; null while none was. */
export function givenBy(
  { actor, ask }: Pick<FollowedLink, 'actor' | 'ask'>,
  evidence: readonly EvidenceFacts[],
): string | null {
  const since = dayOf(ask.askedAt)
  const given = evidence.find(
    ({ kind, addedBy, addedOn }) => kind === 'file' && addedBy === actor.name && addedOn >= since,
  )
  return given?.title ?? null
}

/**
 * Puts one file under a milestone that a link asks about (spec/trust.md: a link holder adds one). The same form sent
 * twice is one file. Errors: NotFound; Unacceptable when one was given before, or the file is none that is kept.
 */
export async function attachFile(
  scope: Scope,
  files: FileStore,
  link: FollowedLink,
  given: { milestoneId: string; once: string; file: NonNullable<EvidenceInput['file']> },
): Promise<void> {
  const { plan, milestone } = await readMilestone(scope, given.milestoneId, scope.today)
  if (!link.milestoneIds.includes(milestone.id)) throw new NotFound('milestone')
  if (!isId(given.once)) throw new Unacceptable('This form is not complete: reload the page', 'file')
  if (await isSentAgain(scope, given)) return
  if (givenBy(link, milestone.evidence) !== null)
    throw new Unacceptable(
      'A file was attached by this link before: ask your programme manager to add another',
      'file',
    )
  const none = { title: null, owner: null, datedOn: null, expiresOn: null, url: null, words: null }
  const target = { kind: 'milestone', planId: plan.id, id: milestone.id, descriptor: null } as const
  await addEvidence(scope, files, [target], { ...none, kind: 'file', once: given.once, file: given.file })
}

/** Whether it is the very file that came with this form before: a second press, or a page that was loaded again. */
async function isSentAgain(
  scope: Scope,
  { once, file }: { once: string; file: NonNullable<EvidenceInput['file']> },
): Promise<boolean> {
  const held = await findByMark(scope, once)
  return held?.versions.at(-1)?.sha256 === createHash('sha256').update(file.bytes).digest('hex')
}
