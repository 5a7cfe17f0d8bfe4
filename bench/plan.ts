import type { MilestoneDraft, PlanDraft, UpdateDraft } from '../src/modules/plans/index.ts'

const WORDS =
  'Practice standards for strategy discussions are agreed by health, police and social care and a monthly sample of thirty shows that they are kept'

const MONTHS = ['2026-08', '2026-09', '2026-10']

/**
 * A plan of so many actions with so many milestones each, three months of updates behind every one; the posts lead them
 * in turn.
 */
export function benchPlan(actions: number, each: number, ...postIds: string[]): PlanDraft {
  const led = (n: number) => ({
    leads: [
      {
        words: 'Programme Manager',
        part: 'accountable' as const,
        holder: { kind: 'post' as const, id: postIds[n % postIds.length] ?? '' },
      },
    ],
    ...{ boards: ['Improvement Board'], extra: {} },
  })
  return {
    title: 'Improvement plan',
    commitment: null,
    headings: {},
    inForceFrom: '2026-08-01',
    edition: {
      number: 1,
      label: 'Version 1',
      state: 'approved',
      approvedBy: 'Board',
      approvedOn: '2026-08-01',
    },
    reviews: [
      {
        key: 'review',
        kind: 'inspection',
        title: 'Inspection',
        body: 'Ofsted',
        publishedOn: '2026-06-01',
        judgement: null,
        findings: numbers(14).map((n) => ({
          key: `finding ${n}`,
          ref: String(n),
          group: null,
          words: WORDS,
          remark: null,
          deadline: { on: '2026-12-01', precision: 'day', words: 'within six months' },
          ...{ criteria: [], measures: [], origin: null },
        })),
      },
    ],
    ...{ cites: [], tables: [], document: null },
    themes: numbers(5).map((n) => ({ key: `theme ${n}`, name: `Theme ${n}`, outcome: WORDS })),
    phases: [{ key: 'phase', name: 'Phase 1', endsOn: '2027-03-31', outcome: null }],
    actions: numbers(actions).map((n) => ({
      ...led(n),
      key: `action ${n}`,
      ref: String(n),
      words: WORDS,
      theme: `theme ${(n % 5) + 1}`,
      phase: 'phase',
      outcome: WORDS,
      cites: [{ words: `Recommendation ${(n % 14) + 1}`, finding: `finding ${(n % 14) + 1}` }],
      criteria: [{ words: WORDS, measures: [{ kind: 'audit', words: 'Monthly sample' }] }],
      measures: [],
      origin: null,
      judgements: [],
      milestones: numbers(each).map((m) => ({ ...led((n - 1) * each + m), ...milestone(n, m) })),
    })),
  }
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

function milestone(action: number, n: number): Omit<MilestoneDraft, 'leads' | 'boards' | 'extra'> {
  return {
    key: `milestone ${action}.${n}`,
    ref: `${action}.${n}`,
    words: WORDS,
    cites: [],
    start: { on: '2026-08-01', precision: 'day', words: null },
    due: { on: '2027-01-31', precision: 'day', words: null },
    updates: MONTHS.map(update),
    redated: [],
    origin: null,
    id: null,
  }
}

function update(month: string): UpdateDraft {
  return {
    period: `${month}-01`,
    saidOn: `${month}-28`,
    status: 'on_track',
    statusWords: null,
    done: `${WORDS}: 24 of 30 so far.`,
    next: 'A second sample is drawn next month.',
    support: null,
    evidence: null,
    author: { id: null, words: 'Programme Manager' },
  }
}

const REVIEWS = 20
const FINDINGS = 40

/**
 * A plan of 200 actions and 1,000 milestones that answers 20 reviews of 40 findings each: every action cites four
 * findings of several reviews, every other milestone one of its own, and one finding in eighty is answered throughout.
 */
export function benchThread(postId: string): PlanDraft {
  const draft = benchPlan(200, 5, postId)
  const [review] = draft.reviews
  if (!review) throw new Error('The plan answers no review')
  const finding = (n: number) => `finding ${n % REVIEWS}.${(n * 7) % FINDINGS}`
  return {
    ...draft,
    reviews: numbers(REVIEWS).map((r) => ({
      ...review,
      ...{ key: `review ${r}`, title: `Inspection ${r}` },
      findings: numbers(FINDINGS).flatMap((f) =>
        review.findings.slice(0, 1).map((one) => ({
          ...one,
          ...{
            key: `finding ${r % REVIEWS}.${f % FINDINGS}`,
            ref: String(f),
            group: f % 2 ? 'First' : 'Second',
          },
        })),
      ),
    })),
    cites: numbers(10).map((n) => ({ words: 'Throughout', finding: finding(n * 3) })),
    actions: draft.actions.map((action, a) => ({
      ...action,
      cites: numbers(4).map((n) => ({ words: 'Named beside it', finding: finding(a * 4 + n) })),
      milestones: action.milestones.map((milestone, m) => ({
        ...milestone,
        cites: m % 2 === 0 ? [{ words: 'Named beside it', finding: finding(a * 5 + m) }] : [],
      })),
    })),
  }
}
