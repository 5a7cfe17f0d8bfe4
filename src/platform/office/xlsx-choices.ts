/** Lists to choose from, kept in a sheet of their own: in a rule itself commas part them and 255 characters end them. */
import type { WriteSheet } from 'hucre/xlsx'
import { columnLetters } from './read/xlsx-places.ts'
import type { WorkbookSheet } from './workbook.ts'
import { quotedName, sheetText } from './xlsx-text.ts'

type Rules = NonNullable<WriteSheet['dataValidations']>

/** Rows that people add below may be chosen for as well. */
const SPARE_ROWS = 500

/** The rules of one sheet; each list is put into `lists`, whose sheet has this name. */
export function choiceRules({ columns, rows }: WorkbookSheet, lists: string[][], listsName: string): Rules {
  return columns.flatMap(({ choices }, index): Rules => {
    if (!choices || choices.length === 0) return []
    const list = columnLetters(lists.push(choices) - 1)
    const column = columnLetters(index)
    return [
      {
        type: 'list',
        formula1: `${quotedName(listsName)}!$${list}$1:$${list}$${choices.length}`,
        range: `${column}2:${column}${rows.length + 1 + SPARE_ROWS}`,
        allowBlank: true,
        showErrorMessage: true,
        errorTitle: 'Not in the list',
        errorMessage: 'Choose one of the list, or leave the cell blank.',
      },
    ]
  })
}

/** The sheet of the lists, one column for each; only programs see it. */
export function listSheet(lists: readonly string[][], name: string): WriteSheet {
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0)
  const rows = Array.from({ length: longest }, (_, row) => lists.map((list) => choiceAt(list, row)))
  return { name, rows, veryHidden: true }
}

function choiceAt(list: readonly string[], row: number): string | null {
  const choice = list[row]
  return choice === undefined ? null : sheetText(choice)
}
