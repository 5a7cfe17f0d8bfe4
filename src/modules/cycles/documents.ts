/** Who was asked in a month, and what they have still to say: to take away. */
import { formatMonth } from '../../platform/calendar.ts'
import { date, number, type Table, tableOf, text } from '../../platform/office/table.ts'
import type { MonthInput } from './pages/month.ts'
import { mailOf } from './pages/month.ts'

export function toLeadsTable({ cycle, asks, asked }: Pick<MonthInput, 'cycle' | 'asks' | 'asked'>): Table {
  const byAsk = Map.groupBy(asked, ({ askId }) => askId)
  const silent = (id: string) => (byAsk.get(id) ?? []).filter(({ answered }) => !answered)
  return tableOf(`${cycle.plan}, ${formatMonth(cycle.period)}, who was asked`, asks, [
    text('Lead', ({ person }) => person),
    text('Sees to it', ({ standIn }) => standIn),
    text('E-mail', ({ email }) => email),
    number('Asked', ({ id }) => byAsk.get(id)?.length ?? 0),
    number('Answered', ({ id }) => (byAsk.get(id)?.length ?? 0) - silent(id).length),
    number('Still silent', ({ id }) => silent(id).length),
    text('Silent milestones', ({ id }) =>
      silent(id)
        .map(({ ref, words }) => [ref, words].filter(Boolean).join(' '))
        .join('\n'),
    ),
    text('Mail', (ask) => mailOf(ask).mail),
    number('Reminders', ({ reminders }) => reminders),
    date('Last reminded', ({ remindedOn }) => remindedOn),
  ])
}
