import { formatDay } from '../../../../platform/calendar.ts'
import type { Block, Easy } from '../../../../platform/office/description.ts'
import { moversSince } from '../movement.ts'
import type { PaperFacts } from '../paper-facts.ts'
import { PICTURES } from '../pictures.ts'
import { withoutNames } from '../plain-words.ts'
import type { ReportTheme } from '../report-facts.ts'
import { type SectionKind, titleOf } from '../section-kind.ts'

/** For the Children in Care Council: a picture and one idea at a time, each sentence shorter than twelve words. */
export const easySection: SectionKind<'easy'> = {
  blocks: (_section, facts, layout): Block[] => [
    { kind: 'heading', level: 1, text: titleOf(layout, facts) },
    easy('plan', ['We have a plan.', 'The plan is to keep children safe and well.']),
    easy('people', [
      'Many people work on the plan.',
      'Some are social workers.',
      'Some are nurses or teachers.',
    ]),
    easy('calendar', ['This page is about one day.', `The day is ${formatDay(facts.plan.asAt)}.`]),
    { kind: 'heading', level: 2, text: 'How we are doing' },
    ...standings(facts),
    ...changes(facts),
    { kind: 'heading', level: 2, text: 'The parts of the plan' },
    ...facts.report.themes.flatMap((theme) => themeBlocks(theme, facts)),
  ],
}

const easy = (picture: keyof typeof PICTURES, words: string[]): Easy => ({
  kind: 'easy',
  ...PICTURES[picture],
  words,
})

/** "1 step is", "3 steps are": figures are easier to read than words for them. */
const steps = (count: number, one = 'is', many = 'are'): string =>
  count === 1 ? `1 step ${one}` : `${count} steps ${many}`

function standings({ report: { counts } }: PaperFacts): Block[] {
  const { achieved, on_track, off_track, not_achieved, not_started, other_words, not_reported } =
    counts.byStanding
  const said: [number, keyof typeof PICTURES, string[]][] = [
    [achieved, 'done', [`${steps(achieved)} done.`]],
    [on_track, 'going', [`${steps(on_track)} going well.`]],
    [off_track, 'late', [`${steps(off_track)} not going well.`, 'We know how to put this right.']],
    [not_achieved, 'help', [`${steps(not_achieved, 'needs', 'need')} more help.`]],
    [not_started, 'start', [`${steps(not_started, 'has', 'have')} not started yet.`]],
    [
      other_words + not_reported,
      'quiet',
      [
        `We need to ask about ${other_words + not_reported === 1 ? '1 step' : `${other_words + not_reported} steps`}.`,
      ],
    ],
    [counts.overdue, 'late', [`${steps(counts.overdue)} late.`]],
  ]
  return [
    easy('plan', [`The plan has ${counts.milestones === 1 ? '1 step' : `${counts.milestones} steps`}.`]),
    ...said.filter(([count]) => count > 0).map(([, picture, words]) => easy(picture, words)),
  ]
}

function changes(facts: PaperFacts): Block[] {
  if (!facts.since) return []
  const movers = moversSince(facts, facts.since)
  const number = (wanted: string) => movers.filter(({ move }) => move === wanted).length
  const [done, fresh, gone] = [number('completed'), number('added'), number('dropped')]
  const said = [
    ...(done > 0 ? [easy('done', ['Since last time:', `${steps(done, 'was', 'were')} finished.`])] : []),
    ...(fresh > 0 ? [easy('start', ['Since last time:', `${steps(fresh)} new.`])] : []),
    ...(gone > 0 ? [easy('plan', ['Since last time:', `${steps(gone, 'was', 'were')} taken out.`])] : []),
  ]
  return said.length > 0 ? [{ kind: 'heading', level: 2, text: 'What is new' }, ...said] : []
}

const LONGEST = 12

const isShort = (sentence: string): boolean => sentence.trim().split(/\s+/).length < LONGEST

/** A theme’s outcome is in the plan’s own words; where they are long, they would be no easy reading. */
function themeBlocks({ name, outcome, counts }: ReportTheme, { plan }: PaperFacts): Block[] {
  const own = outcome === null ? null : withoutNames(plan)(outcome).replace(/\.?$/, '.')
  const { achieved } = counts.byStanding
  const all = counts.milestones === 1 ? '1 step' : `${counts.milestones} steps`
  return [
    { kind: 'heading', level: 3, text: name },
    easy(achieved > 0 ? 'done' : 'next', [
      ...(own && isShort(own) ? [own] : []),
      `This part has ${all}.`,
      ...(counts.milestones > 0 ? [`${steps(achieved)} done.`] : []),
    ]),
  ]
}
