import type { Crosswalk } from '../../editions/index.ts'
import { judge, type Statement } from '../../judgement/index.ts'
import { milestoneReportFacts } from './milestone-facts.ts'
import type { MatrixOfPaper, PaperFacts } from './paper-facts.ts'
import type { PlanAsAt } from './plan.ts'
import { day, milestone, said, samplePlan } from './sample-plan.ts'
import type { ThreadOfPaper } from './thread-facts.ts'

const THREAD: ThreadOfPaper = {
  same: { l12: [{ id: 'h4', ref: '4', review: 'Review of health services' }] },
  missing: { s5: ['9.9'] },
}

/** A made-up plan with all that a paper can tell of it: an earlier month, texts, terms. For examples and tests. */
export function samplePaper(plan: PlanAsAt = samplePlan()): PaperFacts {
  return {
    ...{ area: 'Anyshire', generatedOn: '2011-06-02', plan },
    frozen: {
      month: '2011-05-01',
      sha256: 'a3f1c2d4e5b6978812345678abcdef00a3f1c2d4e5b6978812345678abcdef00',
    },
    report: milestoneReportFacts(plan, { areaName: 'Anyshire', generatedOn: '2011-06-02', thread: THREAD }),
    since: { label: 'April 2011, frozen on 30 April 2011', month: '2011-04-01', plan: monthBefore(plan) },
    texts: {
      purpose: { words: 'To tell members how the plan stands.', by: 'Director', on: '2011-06-01' },
      procurement: { words: null, by: 'Director', on: '2011-06-01' },
      wards: { words: 'All', by: 'Director', on: '2011-06-01' },
      background: {
        words: 'Letter of the minister to the council, 3 March 2011',
        by: 'Director',
        on: '2011-06-01',
      },
    },
    terms: [
      { term: 'QA', meaning: 'Quality assurance' },
      { term: 'Chronology', meaning: 'The events of a child’s life in their order' },
      { term: 'UNM', meaning: 'Never used here' },
    ],
    front: {
      commitment: 'We will put children first.\n\nWe will say when we do not.',
      messages: ['Children are seen', 'Work is checked'],
    },
    thread: THREAD,
    matrix: sampleMatrix(),
    refresh: { label: 'Version 7', state: 'open', crosswalk: sampleCrosswalk() },
  }
}

/** One statement that is covered, one that nothing shows, and a table that says another day than the plan. */
function sampleMatrix(): MatrixOfPaper {
  const step = { id: '1.1', ref: '1.1', words: 'Work reviewed', achieved: true, evidence: [] }
  const shown = { kind: 'action' as const, id: '1', ref: '1', words: 'Bring recording to a standard' }
  const statement = (code: string, words: string): Statement => ({
    ...{ code, words, area: 'Leadership', shownBy: [], missing: [], evidence: [] },
  })
  const statements = [
    {
      ...statement('G1', 'Leaders know how good practice is'),
      shownBy: [{ ...shown, printed: [], steps: [{ ...step, due: day('2011-05-31') }] }],
    },
    { ...statement('G2', 'Staff stay'), missing: [{ ref: '9.9', completion: 'Oct 11' }] },
  ]
  return {
    sheet: { title: 'Inspection framework', grade: 'Good' },
    judged: statements.map((one) => judge(one, { on: '2011-09-01', asAt: '2011-05-31' })),
    on: '2011-09-01',
    next: { title: 'the inspection', on: '2011-09-01' },
    contradictions: [{ ref: '1', words: 'The table says October, the plan May.' }],
  }
}

function sampleCrosswalk(): Crosswalk {
  const old = {
    id: '1',
    ref: '1',
    words: 'Bring recording to a standard',
    theme: 'Best practice',
    isNew: false,
  }
  const fresh = { id: 'n', ref: '40', words: 'Keep the standard', theme: 'Best practice', isNew: true }
  const decided = { details: [], movedTo: null, decidedBy: 'Director', decidedOn: '2011-05-20' }
  const open = { ...decided, decidedBy: null, decidedOn: null, because: null, kind: null }
  return {
    rows: [
      { ...old, ...decided, kind: 'merged', because: 'The standard is written', became: [fresh] },
      { ...old, ...open, id: '2', ref: '2', words: 'Review short breaks', became: [] },
    ],
    next: [{ ...fresh, comesOf: [old] }],
    counts: [
      { kind: 'merged', number: 1 },
      { kind: null, number: 1 },
    ],
  }
}

/** The same plan a month earlier: one milestone was not there, one was due earlier, one was off track, one completed. */
function monthBefore(plan: PlanAsAt): PlanAsAt {
  const [first, second, third, ...rest] = plan.milestones
  const before = [
    ...(first ? [{ ...first, latest: said('on_track', 'Begun') }] : []),
    ...(second ? [{ ...second, due: day('2011-04-30') }] : []),
    ...(third ? [{ ...third, latest: said('achieved', 'Done') }] : []),
    ...rest.filter((_one, at) => at % 40 !== 5).map((one) => ({ ...one, dropped: null })),
    milestone('9.1', plan.actions[0]?.id ?? '1', 'A step that the plan has given up'),
  ]
  return { ...plan, asAt: '2011-04-30', milestones: before }
}
