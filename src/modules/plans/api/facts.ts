import { z } from 'zod'
import type { EvidenceFacts } from '../../evidence/index.ts'
import { CONCERNS } from '../domain/concerns.ts'
import { MEASURE_STANDINGS } from '../domain/criteria.ts'
import type * as facts from '../domain/facts.ts'
import { REASON_CODES } from '../domain/reasons.ts'
import { STATUSES } from '../domain/status.ts'

/** The facts of a plan as the API tells them. A fact that is not named here does not go out. */

const day = z.iso.date()
const status = z.enum(STATUSES)
const precision = z.enum(['day', 'month', 'quarter', 'season', 'year'])

export const StatedDate = z
  .object({ on: day.nullable(), precision: precision.nullable(), words: z.string().nullable() })
  .meta({ id: 'StatedDate', description: 'A date in its original words, and the day that it works out to.' })

const Lead = z
  .object({
    holder: z.object({ kind: z.enum(['person', 'post', 'partner']), id: z.uuid() }).nullable(),
    name: z.string(),
    partner: z.string().nullable(),
    part: z.enum(['accountable', 'lead', 'support']),
  })
  .meta({ id: 'Lead' })

const Citation = z
  .object({ findingId: z.uuid().nullable(), findingRef: z.string().nullable(), words: z.string() })
  .meta({ id: 'Citation' })

const MeasureAnswer = z
  .object({
    standing: z.enum(MEASURE_STANDINGS),
    value: z.string().nullable(),
    words: z.string(),
    aboutOn: day.nullable().meta({ description: 'The day, or the end of the period, that it speaks of.' }),
    saidOn: day,
    by: z.string(),
    evidence: z.object({ id: z.uuid(), title: z.string() }).nullable(),
  })
  .meta({ id: 'MeasureAnswer' }) satisfies z.ZodType<facts.MeasureAnswer>

const Measure = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    words: z.string(),
    printed: z.string().nullable().meta({ description: 'The answer that a document printed beside it.' }),
    answer: MeasureAnswer.nullable().meta({ description: 'The last that was said of it.' }),
  })
  .meta({ id: 'Measure' }) satisfies z.ZodType<facts.MeasureFacts>

const Criterion = z
  .object({ id: z.uuid(), words: z.string(), measures: z.array(Measure) })
  .meta({ id: 'SuccessCriterion' })

const Shown = z
  .object({ framework: z.string(), version: z.string(), descriptor: z.string(), words: z.string() })
  .meta({
    id: 'ShownStatement',
    description: 'A statement of a judgement framework that the thing was said to show.',
  })

const dropped = z.object({ on: day, reason: z.string() }).nullable()
const extra = z
  .record(z.string(), z.string())
  .meta({ description: 'Columns of the original document that no field carries.' })

export const Judgement = z
  .object({ status, words: z.string(), saidOn: day, author: z.string() })
  .meta({ id: 'Judgement' })

export const Update = z
  .object({
    id: z.uuid(),
    period: day.nullable(),
    saidOn: day,
    status: status.nullable(),
    statusWords: z.string().nullable(),
    done: z.string(),
    next: z.string().nullable(),
    support: z.string().nullable(),
    evidence: z.string().nullable(),
    author: z.string(),
    forWhom: z.string().nullable().meta({ description: 'In whose place the author spoke.' }),
    concerns: z
      .array(z.object({ kind: z.enum(CONCERNS), words: z.string() }))
      .meta({ description: 'What the author was asked before it was saved, and said yes to.' }),
    reason: z.enum(REASON_CODES).nullable(),
    recovery: z.string().nullable(),
    proposedDue: day.nullable(),
    verification: z
      .object({ verdict: z.enum(['verified', 'returned']), words: z.string(), by: z.string(), on: day })
      .nullable()
      .meta({ description: 'What somebody else made of a claim of completion.' }),
    recordedAt: z.iso.datetime(),
  })
  .meta({ id: 'Update' }) satisfies z.ZodType<facts.UpdateFacts>

export const Evidence = z
  .object({
    id: z.uuid(),
    kind: z.enum(['file', 'link', 'note']),
    title: z.string(),
    owner: z.string(),
    datedOn: day.nullable(),
    expiresOn: day.nullable(),
    sha256: z.string().nullable().meta({ description: 'Of the newest version of a file.' }),
    addedBy: z.string(),
    addedOn: day,
  })
  .meta({ id: 'Evidence' }) satisfies z.ZodType<EvidenceFacts>

const Support = z
  .object({
    id: z.uuid(),
    words: z.string(),
    to: z.string(),
    wantedBy: day.nullable(),
    openedOn: day,
  })
  .meta({ id: 'SupportRequest' }) satisfies z.ZodType<facts.SupportFacts>

export const Action = z
  .object({
    id: z.uuid(),
    ref: z.string().nullable(),
    words: z.string(),
    themeId: z.uuid().nullable(),
    phaseId: z.uuid().nullable(),
    outcome: z.string().nullable(),
    leads: z.array(Lead),
    cites: z.array(Citation),
    boards: z.array(z.string()),
    shows: z.array(Shown),
    criteria: z.array(Criterion),
    measures: z.array(Measure),
    judgement: Judgement.nullable(),
    dropped,
    extra,
  })
  .meta({ id: 'Action' }) satisfies z.ZodType<facts.ActionAsAt>

export const Milestone = z
  .object({
    id: z.uuid(),
    actionId: z.uuid(),
    ref: z.string().nullable(),
    words: z.string(),
    start: StatedDate.nullable(),
    due: StatedDate.nullable(),
    earlierDue: z.array(StatedDate),
    leads: z.array(Lead),
    cites: z.array(Citation),
    boards: z.array(z.string()),
    shows: z.array(Shown),
    latest: Update.nullable(),
    evidence: z.array(Evidence),
    support: z
      .array(Support)
      .meta({ description: 'Requests for support that were open at the end of the day.' }),
    dropped,
    extra,
  })
  .meta({ id: 'Milestone' }) satisfies z.ZodType<facts.MilestoneAsAt>

export const Finding = z
  .object({
    id: z.uuid(),
    review: z.object({
      id: z.uuid(),
      title: z.string(),
      body: z.string(),
      publishedOn: day.nullable(),
    }),
    group: z.string().nullable(),
    ref: z.string(),
    words: z.string(),
    deadline: StatedDate.nullable(),
    criteria: z.array(Criterion),
    measures: z.array(Measure),
  })
  .meta({ id: 'Finding' }) satisfies z.ZodType<facts.FindingFacts>

const Edition = z
  .object({
    label: z.string(),
    state: z.enum(['draft', 'approved', 'superseded']),
    approvedBy: z.string().nullable(),
    approvedOn: day.nullable(),
  })
  .meta({ id: 'Edition' })

const PlanTable = z
  .object({
    id: z.uuid(),
    kind: z.enum(['indicators', 'glossary', 'matrix', 'other']),
    title: z.string().nullable(),
    headings: z.array(z.string()),
    rows: z.array(z.array(z.string())),
    descriptors: z.array(
      z.object({
        descriptor: z.string(),
        entries: z.array(
          z.object({
            ref: z.string(),
            completion: z.object({ iso: z.string(), original: z.string() }).nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'PlanTable' })

const LinkEnd = z.object({ kind: z.enum(['action', 'milestone']), id: z.uuid() })

const Link = z
  .object({
    id: z.uuid(),
    kind: z.enum(['depends_on', 'see_also']),
    from: LinkEnd,
    to: LinkEnd.nullable(),
    words: z.string(),
  })
  .meta({ id: 'Link' }) satisfies z.ZodType<facts.LinkFacts>

export const Plan = z
  .object({
    id: z.uuid(),
    title: z.string(),
    asAt: day,
    edition: Edition.nullable(),
    themes: z.array(z.object({ id: z.uuid(), name: z.string(), outcome: z.string().nullable() })),
    phases: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        endsOn: day.nullable(),
        outcome: z.string().nullable(),
        targetJudgement: z
          .string()
          .nullable()
          .meta({ description: 'The judgement that is wanted by its end.' }),
      }),
    ),
    actions: z.array(Action),
    milestones: z.array(Milestone),
    findings: z.array(Finding),
    cites: z.array(Citation),
    tables: z.array(PlanTable),
    links: z.array(Link),
    frameworks: z
      .array(z.object({ framework: z.string(), version: z.string(), grade: z.string() }))
      .meta({ description: 'Judgement frameworks that it is held against, and the grade to be shown.' }),
  })
  .meta({ id: 'Plan' }) satisfies z.ZodType<facts.PlanAsAt>

export const PlanCount = z
  .object({
    id: z.uuid(),
    title: z.string(),
    edition: Edition.nullable(),
    actions: z.int(),
    milestones: z.int(),
    byStanding: z
      .record(z.string(), z.int())
      .meta({ description: 'Live milestones by status; “other_words” and “not_reported” beside these.' }),
    overdue: z.int(),
  })
  .meta({ id: 'PlanCount' })

/** The plan that a thing is part of. */
export const PlanName = z.object({ id: z.uuid(), title: z.string(), asAt: day })
