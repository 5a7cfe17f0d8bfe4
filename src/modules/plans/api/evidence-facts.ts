import { z } from 'zod'
import type { Ended, EvidencePiece, EvidenceTarget, EvidenceVersion } from '../../evidence/index.ts'
import { isPlaceOf, type Place } from '../queries/evidence.ts'
import { Evidence } from './facts.ts'

/** A piece of evidence as the API tells it. A fact that is not named here does not go out. */

const day = z.iso.date()

const ended = z
  .object({ on: day, by: z.string(), because: z.string() })
  .nullable() satisfies z.ZodType<Ended | null>

const target = {
  kind: z.enum(['milestone', 'criterion', 'descriptor', 'statement'], 'Say which kind of thing it supports'),
  planId: z.uuid('Give the id of the plan'),
  id: z
    .union([z.uuid(), z.string().regex(/^[\w.-]{1,40} [\w.-]{1,40}$/)], 'Give the id of what it supports')
    .meta({
      description:
        'Of the milestone, of the success criterion, or of the table of the plan; of a framework its code and version.',
    }),
  descriptor: z.string().max(8_000).nullable().default(null).meta({
    description:
      'The statement of the table, word for word, or the code of the framework’s; null for the other kinds.',
  }),
}

/** What a program puts evidence under: told as it is told back. */
export const TargetBody = z.strictObject(target)

const Target = z.object(target).meta({ id: 'EvidenceTarget' }) satisfies z.ZodType<EvidenceTarget>

const Version = z
  .object({
    number: z.int(),
    name: z.string(),
    mediaType: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    scan: z.enum(['unscanned', 'waiting', 'clean', 'refused']).meta({
      description: 'What a virus scan made of it; one that waits or was refused is not given out.',
    }),
    scanAnswer: z.string().nullable(),
    addedBy: z.string(),
    addedOn: day,
  })
  .meta({ id: 'EvidenceVersion' }) satisfies z.ZodType<EvidenceVersion>

const Use = z
  .object({
    id: z.uuid(),
    target: Target,
    plan: z.string(),
    ref: z
      .string()
      .nullable()
      .meta({ description: 'Of the milestone, or of what the criterion belongs to.' }),
    words: z.string().nullable(),
    attachedBy: z.string(),
    attachedOn: day,
    detached: ended,
  })
  .meta({ id: 'EvidenceUse' })

export const Piece = Evidence.extend({
  words: z.string().nullable().meta({ description: 'Of a note.' }),
  url: z.string().nullable().meta({ description: 'Of a link.' }),
  withdrawn: ended,
  versions: z.array(Version).meta({ description: 'Of a file, newest first.' }),
  uses: z.array(Use).meta({ description: 'All that it supports or did support, oldest first.' }),
}).meta({ id: 'EvidencePiece' })

/** A piece with the names of what it supports. */
export function toPiece(piece: EvidencePiece, places: readonly Place[]): z.input<typeof Piece> {
  const uses = piece.uses.map((use) => {
    const place = places.find((one) => isPlaceOf(one, use.target))
    const words = use.target.descriptor ?? place?.words ?? null
    return { ...use, plan: place?.plan.title ?? '', ref: place?.ref ?? null, words }
  })
  return { ...piece, uses }
}
