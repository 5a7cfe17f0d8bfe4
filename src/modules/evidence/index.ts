import { scanJob, scanRestJob } from './jobs.ts'
import { evidenceRoutes } from './routes.ts'

export { addEvidence, addVersion, type EvidenceInput } from './actions/add.ts'
export { attachEvidence, detachEvidence, withdrawEvidence } from './actions/attach.ts'
export { type Age, ageOf, SOON_DAYS } from './domain/age.ts'
export type {
  Ended,
  EvidenceFacts,
  EvidenceKind,
  EvidencePiece,
  EvidenceTarget,
  EvidenceUse,
  EvidenceVersion,
  ScanState,
} from './domain/facts.ts'
export { heldBack } from './domain/serving.ts'
export { evidencePaths } from './paths.ts'
export {
  descriptorKey,
  type EvidenceOf,
  findByMark,
  getEvidence,
  listEvidence,
  listEvidenceOf,
} from './queries/read.ts'

export const evidenceJobs = [scanJob, scanRestJob]

/** Files, links and notes behind what is claimed. It knows the things that it supports by their ids only. */
export const evidence = { register: evidenceRoutes }
