import type { FIELDS, ONLY, Section, SectionOf } from './layout.ts'

type Field = (typeof FIELDS)[number]

/** What can be set of a part of a report, by the box in which it is set. */
export type PartBox =
  | 'heading'
  | 'own-heading'
  | 'edition'
  | 'chart'
  | 'lists'
  | 'group'
  | 'only'
  | 'columns'
  | 'criteria'
  | 'fields'
  | 'hint'
  | 'empty'

export interface KindOfPart {
  name: string
  does: string
  boxes: readonly PartBox[]
}

const kind = (name: string, does: string, boxes: readonly PartBox[] = []): KindOfPart => ({
  name,
  does,
  boxes,
})

/** Every kind of part that a report can have, in the words in which it is chosen and in that order. */
export const KINDS_OF_PART: Readonly<Record<Section['kind'], KindOfPart>> = {
  front: kind('Front', 'Title, summary, and what the report covers', ['edition']),
  form: kind('Head of a form', 'Lines that somebody fills in: committee, wards, contact', ['fields']),
  text: kind('Text', 'Words that somebody writes, carried over from report to report', [
    'heading',
    'hint',
    'empty',
  ]),
  background: kind('Background papers', 'What the report leans on, and what somebody adds', ['heading']),
  commitment: kind('Commitment', 'The commitment and key messages of the plan'),
  key: kind('Status key', 'What each status means'),
  counts: kind('Counts', 'Milestones by status and theme', ['heading', 'chart']),
  milestones: kind('Milestones', 'A table of milestones: all, or only some', [
    ...(['own-heading', 'group', 'only', 'columns', 'criteria'] as const),
  ]),
  exceptions: kind('Exceptions', 'What is off track or late: the gravest in words, the rest by number', [
    'heading',
  ]),
  progress: kind('Progress chart', 'Planned against actual completions, month by month', ['heading']),
  direction: kind('Direction of travel', 'What changed since an earlier month', ['heading', 'lists']),
  themes: kind('Themes', 'Each theme with its lead and where it stands', ['heading']),
  support: kind('Support needed', 'What was asked for, and of whom', ['heading']),
  challenges: kind('Challenges', 'What boards challenged', ['heading']),
  findings: kind('Findings', 'Every finding and what answers it'),
  crosswalk: kind('Priorities and actions', 'Which actions answer which priority', ['heading']),
  matrix: kind('Cross-check', 'What shows each statement of the judgement framework', ['heading']),
  refresh: kind('Refresh', 'What became of each action of the last edition', ['heading']),
  dropped: kind('Dropped', 'What was dropped, when and why'),
  plain: kind('Plain words', 'The plan for readers who do not know it', ['own-heading']),
  easy: kind('Easy read', 'Short sentences with pictures'),
  glossary: kind('Glossary', 'The terms that this report uses', ['heading']),
  break: kind('New page', 'What follows begins on a page of its own'),
}

export const isKindOfPart = (text: string): text is Section['kind'] => Object.hasOwn(KINDS_OF_PART, text)

export const GROUP_WORDS: Readonly<Record<SectionOf<'milestones'>['group'], string>> = {
  theme: 'By theme',
  finding: 'By recommendation',
  outcome: 'By outcome',
  phase: 'By phase',
  none: 'Not grouped',
}

export const ONLY_WORDS: Readonly<Record<(typeof ONLY)[number], string>> = {
  exceptions: 'Off track, not achieved or past due',
  overdue: 'Past due',
  support: 'In need of support',
  achieved: 'Completed',
  redated: 'With a changed date',
}

export const FIELD_WORDS: Readonly<Record<Field, string>> = {
  ref: 'Number',
  action: 'Action',
  milestone: 'Milestone',
  start: 'Start',
  due: 'Due',
  status: 'Status',
  note: 'Progress note',
  next: 'Next',
  lead: 'Lead',
  outcome: 'Outcome',
  theme: 'Theme',
  phase: 'Phase',
  boards: 'Boards',
  answers: 'What it answers',
  evidence: 'Evidence',
  support: 'Support needed',
  brief: 'Last said, in short',
  owner: 'Who leads',
}

/** A part as its line in a layout: what it is, and what is set of it. */
export function aboutPart(part: Section): { name: string; about: string } {
  const { name, does } = KINDS_OF_PART[part.kind]
  const heading = 'heading' in part ? part.heading : null
  return { name: heading ? `${name}: ${heading}` : name, about: settings(part) ?? does }
}

function settings(part: Section): string | null {
  if (part.kind === 'form') return part.fields.map(({ label }) => label).join(', ')
  if (part.kind !== 'milestones') return null
  const which = part.only ? `. Only: ${ONLY_WORDS[part.only].toLowerCase()}` : ''
  return `${GROUP_WORDS[part.group]}: ${part.columns.map(({ heading }) => heading).join(', ')}${which}`
}
