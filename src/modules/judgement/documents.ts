import { date, type Table, tableOf, text } from '../../platform/office/table.ts'
import type { Judged, Sheet } from './domain/statement.ts'
import { alsoOf, evidenceWords, nameOf, printedWords, STATE_WORDS, stepName } from './pages/words.ts'

/** The matrix to take away: the three columns of the printed one, and what it does not say. */
export const toMatrixTable = (title: string, sheet: Sheet | null, judged: readonly Judged[]): Table =>
  tableOf(sheet?.grade ? `${title}, ${sheet.grade}` : `${title}, cross-check`, judged, [
    text('Code', ({ statement }) => statement.code),
    text('Area', ({ statement }) => statement.area),
    text('Achievement', ({ statement }) => statement.words),
    text('Actions', ({ statement }) =>
      [
        ...statement.shownBy.map(nameOf),
        ...statement.missing.map(({ ref }) => `${ref} (not in the plan)`),
      ].join('; '),
    ),
    date('Completion date', ({ completion }) => completion?.on ?? null),
    text('Decided by', ({ completion }) => completion && stepName(completion.by)),
    text('Printed completion', ({ statement }) =>
      printedWords([...statement.shownBy.flatMap(({ printed }) => printed), ...statement.missing], true),
    ),
    text('State', ({ state }) => STATE_WORDS[state]),
    text('Also', (judged) => alsoOf(judged).join('; ')),
    text('Evidence', evidenceWords),
  ])
