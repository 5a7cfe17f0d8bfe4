import { date, number, type Table, tableOf, text } from '../../platform/office/table.ts'
import { KINDS, RESPONSES, type Risk, type RiskLink, refOf, TARGETS } from './domain/facts.ts'
import { bandOf, type Rating, scoreOf } from './domain/score.ts'

const bandWords = (rating: Rating): string => bandOf(scoreOf(rating)).words

/** Risks and issues as they are shown: to take away. */
export const toRisksTable = (risks: readonly Risk[]): Table =>
  tableOf('Risks and issues', risks, [
    text('Number', refOf),
    text('Kind', ({ kind }) => KINDS[kind]),
    text('Title', ({ now }) => now.title),
    text('Cause', ({ now }) => now.cause),
    text('Effect', ({ now }) => now.effect),
    number('Likelihood before', ({ now }) => now.before.likelihood),
    number('Impact before', ({ now }) => now.before.impact),
    number('Score before', ({ now }) => scoreOf(now.before)),
    text('Band before', ({ now }) => bandWords(now.before)),
    number('Likelihood now', ({ now }) => now.after.likelihood),
    number('Impact now', ({ now }) => now.after.impact),
    number('Score now', ({ now }) => scoreOf(now.after)),
    text('Band now', ({ now }) => bandWords(now.after)),
    text('Response', ({ now }) => RESPONSES[now.response]),
    text('What is done about it', ({ now }) => now.responseWords),
    text('Owner', ({ now }) => now.owner.words),
    date('Next review', ({ now }) => now.reviewOn),
    text('State', ({ now }) => (now.state === 'open' ? 'Open' : 'Closed')),
    text('Threatens', ({ links }) => links.map(linkWords).join('\n') || null),
    text('Plan', ({ plan }) => plan.title),
    date('Raised on', ({ raisedOn }) => raisedOn),
    text('Raised by', ({ raisedBy }) => raisedBy),
    date('Last said on', ({ now }) => now.saidOn),
  ])

/** "Milestone 1.06 Every post is filled". */
const linkWords = ({ kind, ref, words }: RiskLink): string =>
  [TARGETS[kind], ref, words].filter(Boolean).join(' ')
