import { formatDay } from '../../../../platform/calendar.ts'
import { type Block, type List, paragraph } from '../../../../platform/office/description.ts'
import { MOVES, type Move, moversSince } from '../movement.ts'
import type { PaperFacts } from '../paper-facts.ts'
import { inWords, openingOf, withoutNames } from '../plain-words.ts'
import type { ReportCounts, ReportRow, ReportTheme } from '../report-facts.ts'
import { type SectionKind, titleOf } from '../section-kind.ts'

/** For councillors and the public: short sentences, counts, nobody’s name, and nothing of what was said in notes. */
export const plainSection: SectionKind<'plain'> = {
  blocks({ heading }, facts, layout): Block[] {
    const { report, plan } = facts
    const head: Block =
      heading === null
        ? { kind: 'heading', level: 1, text: titleOf(layout, facts) }
        : { kind: 'heading', level: 2, text: heading }
    const redact = withoutNames(plan)
    return [
      head,
      paragraph(doneWords(report.counts), 'lead'),
      paragraph(`This page tells how the plan stood on ${formatDay(plan.asAt)}.`),
      { kind: 'heading', level: 2, text: 'How far it has come' },
      list(standingWords(report.counts)),
      ...movedBlocks(facts, redact),
      { kind: 'heading', level: 2, text: 'Part by part' },
      ...report.themes.flatMap((theme) => themeBlocks(theme, report.rows, redact)),
      ...nextBlocks(facts, redact),
    ]
  },
}

const list = (items: readonly string[]): List => ({
  kind: 'list',
  ordered: false,
  items: items.map((text) => [{ text }]),
})

function doneWords({ milestones, byStanding }: ReportCounts): string {
  if (milestones === 0) return 'The plan has no steps yet.'
  if (milestones === 1) return `The one step of it is ${byStanding.achieved === 1 ? 'done' : 'not done yet'}.`
  const all = `${inWords(milestones)} steps`
  return `${openingOf(byStanding.achieved, 'of', 'of')} ${all} ${byStanding.achieved === 1 ? 'is' : 'are'} done.`
}

/** One sentence for each standing that has anything; nothing is said of noughts. */
function standingWords({ byStanding, overdue }: ReportCounts): string[] {
  const said: [number, string][] = [
    [byStanding.achieved, 'done'],
    [byStanding.on_track, 'going as planned'],
    [byStanding.off_track, 'behind, and can be put right without help'],
    [byStanding.not_achieved, 'behind, and in need of help'],
    [byStanding.not_started, 'not begun yet'],
    [byStanding.other_words, 'described in other words'],
    [byStanding.not_reported, 'without news'],
    [overdue, 'past the date that was set'],
  ]
  return said
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${openingOf(count, 'is', 'are')} ${words}.`)
}

const PLAINLY: Record<Move, string> = {
  completed: 'Done since then',
  better: 'Going better',
  worse: 'Going worse',
  reopened: 'No longer done',
  first: 'With news for the first time',
  other: 'Changed in another way',
  redated: 'Given a new date',
  added: 'New',
  dropped: 'Taken out of the plan',
}

/** Of steps in one list: a page for councillors is two pages at most. */
const MOST = 5

/** A number never stands without its list: where a short page breaks it off, it says where the list goes on. */
const restWords = (count: number): string[] =>
  count > 0
    ? [`And ${inWords(count)} more: the report of all steps names ${count === 1 ? 'it' : 'them'}.`]
    : []

/** "Words (due 31 May 2011)": a full stop before a bracket is one too many. */
const withDate = (words: string, date: string): string => `${words.replace(/\.$/, '')} (${date})`

function movedBlocks(facts: PaperFacts, redact: (text: string) => string): Block[] {
  const { since } = facts
  if (!since) return []
  const movers = moversSince(facts, since)
  const head: Block = { kind: 'heading', level: 2, text: 'What has changed' }
  const compared = paragraph(`This is compared with ${since.label}.`)
  if (movers.length === 0) return [head, compared, paragraph('Nothing has changed.')]
  const blocks = MOVES.flatMap(({ kind }): Block[] => {
    const own = movers.filter(({ move }) => move === kind)
    if (own.length === 0) return []
    const lines = own.map(({ milestone: { words } }) => redact(words))
    const shown = [...lines.slice(0, MOST), ...restWords(lines.length - MOST)]
    return [paragraph(`${PLAINLY[kind]}: ${inWords(own.length)}.`), list(shown)]
  })
  return [head, compared, ...blocks]
}

function themeBlocks(
  theme: ReportTheme,
  rows: readonly ReportRow[],
  redact: (text: string) => string,
): Block[] {
  const late = rows.filter(({ themeId, overdue }) => themeId === theme.id && overdue)
  return [
    { kind: 'heading', level: 3, text: theme.name },
    ...(theme.outcome ? [paragraph(redact(theme.outcome))] : []),
    paragraph(doneWords(theme.counts).replace('The plan has', 'This part has')),
    ...(late.length > 0
      ? [
          paragraph(`${openingOf(late.length, 'is', 'are')} past the date that was set:`),
          list([
            ...late
              .slice(0, MOST)
              .map(({ words, due }) => withDate(redact(words), `due ${due?.text ?? 'on no date'}`)),
            ...restWords(late.length - MOST),
          ]),
        ]
      : []),
  ]
}

function nextBlocks({ report, plan }: PaperFacts, redact: (text: string) => string): Block[] {
  const next = report.rows
    .filter(({ due, standing }) => due?.on && due.on >= plan.asAt && standing !== 'achieved')
    .toSorted((a, b) => (a.due?.on ?? '').localeCompare(b.due?.on ?? ''))
  if (next.length === 0) return []
  const shown = next.slice(0, MOST)
  return [
    { kind: 'heading', level: 2, text: 'What comes next' },
    paragraph(
      `The next ${shown.length === 1 ? 'step that falls' : `${inWords(shown.length)} steps that fall`} due:`,
    ),
    list(shown.map(({ words, due }) => withDate(redact(words), due?.text ?? ''))),
  ]
}
