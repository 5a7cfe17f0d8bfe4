/** What Anyshire's leads put under the milestones that they completed. */
import type { Action, Milestone, Update } from '../../../seeds/anyshire/schema.ts'
import { addEvidence } from '../../modules/evidence/index.ts'
import type { Scope } from '../../platform/db/scope.ts'
import type { FileStore } from '../../platform/files/files.ts'
import { newId } from '../../platform/ids.ts'
import { holderOf, type Known, thingOf } from './known.ts'

/** A note for each piece that an update of completion names, on the day on which it was said. */
export async function attachEvidence(known: Known, files: FileStore): Promise<void> {
  for (const action of known.anyshire.actions)
    for (const milestone of action.milestones) {
      const claim = milestone.updates.at(-1)
      if (claim?.status === 'achieved') await attach(known, files, { action, milestone, claim })
    }
}

interface Claimed {
  action: Action
  milestone: Milestone
  claim: Update
}

async function attach(known: Known, files: FileStore, { action, milestone, claim }: Claimed): Promise<void> {
  const { id } = thingOf(known, milestone.ref)
  const said = known.plan.milestones.find((one) => one.id === id)?.latest?.saidOn ?? known.today
  const owner = holderOf(known, claim.by ?? milestone.lead ?? action.lead)
  const about = [{ kind: 'milestone' as const, planId: known.planId, id, descriptor: null }]
  const addAll = async (scope: Scope) => {
    for (const { kind, words } of claim.evidence)
      await addEvidence(scope, files, about, {
        ...{ once: newId(), kind: 'note', title: words, owner, words: `${NAMES[kind]}, kept by ${owner}.` },
        ...{ datedOn: said, expiresOn: null, file: null, url: null },
      })
  }
  await known.timeline(said, owner, addAll)
}

const NAMES = {
  document: 'A document',
  indicator: 'Figures of an indicator',
  audit: 'An audit of records',
  survey: 'A survey',
  register: 'A register',
}
