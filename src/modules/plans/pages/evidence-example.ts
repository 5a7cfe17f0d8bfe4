import type { EvidencePiece, EvidenceUse } from '../../evidence/index.ts'
import type { NamedPlace } from './evidence-supports.ts'
import { exampleEvidence } from './example.ts'

const use = (n: number, more: Partial<EvidenceUse> = {}): EvidenceUse => ({
  id: `use-${n}`,
  target: { kind: 'milestone', planId: 'plan-1', id: `milestone-${n}`, descriptor: null },
  ...{ attachedBy: 'Head of First Response', attachedOn: '2026-10-02', detached: null },
  ...more,
})

const NAMES: Record<EvidenceUse['target']['kind'], Pick<NamedPlace, 'ref' | 'words' | 'actionId'>> = {
  milestone: { ref: '1.01.4', words: 'Multi-agency audit of 30 referrals', actionId: 'action-1' },
  criterion: { ref: '1.01', words: 'All cases are risk assessed by a team manager', actionId: 'action-1' },
  descriptor: { ref: 'Judgement matrix', words: null, actionId: null },
  statement: { ref: null, words: null, actionId: null },
}

/** A file with two versions that supports three kinds of things, a link that is out of date, a note withdrawn. */
export function examplePieces(): EvidencePiece[] {
  const more = { words: null, url: null, addedById: 'person-0', withdrawn: null, versions: [], uses: [] }
  const [file, link, note] = exampleEvidence().map((facts): EvidencePiece => ({ ...facts, ...more }))
  if (!file || !link || !note) throw new Error('The made-up evidence is not complete')
  const ended = { on: '2026-11-02', by: 'Programme Manager', because: 'It is about another team' }
  const version = { ...{ mediaType: 'application/pdf', bytes: 1_482_000, sha256: file.sha256 ?? '' } }
  return [
    {
      ...file,
      versions: [
        {
          ...{
            ...version,
            number: 2,
            name: 'Audit of 30 referrals, final.pdf',
            scan: 'clean',
            scanAnswer: 'OK',
          },
          ...{ addedBy: 'Head of First Response', addedOn: '2026-10-20' },
        },
        {
          ...{
            ...version,
            number: 1,
            name: 'Audit of 30 referrals.pdf',
            scan: 'unscanned',
            scanAnswer: null,
          },
          ...{ addedBy: 'Head of First Response', addedOn: '2026-10-02' },
        },
      ],
      uses: [
        use(4),
        use(5, { target: { kind: 'criterion', planId: 'plan-1', id: 'criterion-0', descriptor: null } }),
        use(6, {
          target: { kind: 'descriptor', planId: 'plan-1', id: 'table-1', descriptor: 'Decisions are timely' },
        }),
        use(7, { detached: ended }),
      ],
    },
    { ...link, url: 'https://partnership.anyshire.example/thresholds', uses: [use(4)] },
    { ...note, words: 'Four young inspectors sat with the team for a day.', withdrawn: ended },
  ]
}

export function examplePlaces(): NamedPlace[] {
  const plan = { id: 'plan-1', title: 'Anyshire Safeguarding Improvement Plan' }
  const targets = examplePieces().flatMap(({ uses }) => uses.map(({ target }) => target))
  return targets.map(({ kind, id }) => ({ kind, id, plan, ...NAMES[kind] }))
}
