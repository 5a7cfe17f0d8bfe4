/** Plans written for the tests, with what text alone cannot say: merged cells and colours. */
import { textGrid } from '../../src/modules/imports/domain/grid.ts'
import type { CellColour, GridCell, SourceGrid } from '../../src/platform/office/grid.ts'

/** Plan text in which a cell "^^" belongs to the cell above it, and "[amber] words" stand on amber. */
export function drawnGrid(text: string): SourceGrid {
  const grid = textGrid(text)
  grid.lines.forEach(({ cells }, at) => {
    for (const cell of cells) drawCell(cell, at, grid)
  })
  return grid
}

function drawCell(cell: GridCell, at: number, { lines }: SourceGrid): void {
  const [, colour, rest = ''] = /^\[(red|amber|green|blue|grey)\] ?(.*)$/s.exec(cell.text) ?? []
  if (colour) Object.assign(cell, { colour: colour as CellColour, text: rest })
  if (cell.text !== '^^') return
  cell.text = ''
  let top = at - 1
  while (top > 0 && lines[top]?.cells[cell.column]?.text === '') top -= 1
  const anchor = lines[top]?.cells[cell.column]
  if (anchor) anchor.rowSpan = at - top + 1
}

const HEAD = 'Ref\tAction\tMilestone\tStart date\tDue date\tLead\tStatus'

export const FIXTURES: Readonly<Record<string, string>> = {
  'lists and several tables': `# Improvement plan
Plan of the partnership, 5 January 2026

## Theme 1: Front door

Ref\tAction\tMilestones\tStart\tEnd\tLead\tStatus
1.1\tAnswer every contact in a day\t<ul><li>Count the contacts of a week</li><li>Agree who answers them</li></ul>\tJan 2026\tMar 2026\tHead of Front Door\tIn progress
1.2\tWrite to the referrer\t<ul><li>Draft the letter</li><li>Send it for every referral</li></ul>\tFeb 2026\tApr 2026\tTeam Manager\tNot started

## Theme 2: Supervision

Ref\tAction\tMilestones\tStart\tEnd\tLead\tStatus
2.1\tSupervise each worker monthly\t<ul><li>Publish the calendar</li><li>Audit ten files</li></ul>\tJan 2026\tMay 2026\tPrincipal Social Worker\tCompleted
`,
  'merged actions': `# Improvement plan

${HEAD}
1.1\tHear what children say\tAsk every child at review\t01/02/2026\t31/03/2026\tParticipation Lead\tOn track
1.2\t^^\tReport their answers to the board\t01/03/2026\t30/04/2026\tHead of Quality\tNot started
2.1\tVisit within five days\tShow visits on the dashboard\t15/01/2026\t28/02/2026\tData Manager\tAchieved
2.2\t^^\tRaise late visits weekly\t01/02/2026\t31/05/2026\tTeam Manager\tOn track
`,
  'colours with a key': `# Improvement plan

Colour\tMeaning
[green] Green\tOn track
[amber] Amber\tDelayed
[red] Red\tNot achieved

${HEAD}
1.1\tHear what children say\tAsk every child at review\t01/02/2026\t31/03/2026\tParticipation Lead\t[green]
1.2\tReport what they say\tReport their answers to the board\t01/03/2026\t30/04/2026\tHead of Quality\t[red]
2.1\tVisit within five days\tShow visits on the dashboard\t15/01/2026\t28/02/2026\tData Manager\t[green]
`,
}
