/** The words of Anyshire's papers, and who is owed which. */
import { dayBy } from '../../../seeds/anyshire/around.ts'
import { addTerms } from '../../modules/library/index.ts'
import { listBoards } from '../../modules/plans/index.ts'
import { addSchedule, writeTexts } from '../../modules/reports/index.ts'
import { startOfMonth } from '../../platform/calendar.ts'
import { newId } from '../../platform/ids.ts'
import { holderOf, type Known, MANAGER } from './known.ts'

export async function wordPapers(known: Known): Promise<void> {
  const { timeline, start, around } = known
  const terms = around.papers.terms.map((term) => ({ ...term, firstUse: null }))
  await timeline(start, MANAGER, (scope) => addTerms(scope, terms))
  await writeIntoReports(known)
  await oweReports(known)
}

async function writeIntoReports(known: Known): Promise<void> {
  for (const { report, month, by, words } of known.around.papers.texts) {
    const fields = Object.entries(words).flatMap(([key, text]) => [
      [`words-${key}`, text ?? ''],
      [`once-${key}`, newId()],
      ...(text === null ? [[`none-${key}`, 'yes']] : []),
    ])
    await known.timeline(dayBy({ month, day: 12 }, known.now), holderOf(known, by), (scope) =>
      writeTexts(scope, known.planId, report, Object.fromEntries(fields)),
    )
  }
}

/** From this month on: nobody kept a list of it before. */
const oweReports = ({ timeline, today, planId, anyshire, around }: Known): Promise<void> =>
  timeline(startOfMonth(today), MANAGER, async (scope) => {
    const boards = await listBoards(scope)
    for (const { report: layout, audience, board, rhythm, day, remindDays } of around.papers.schedules) {
      const name = anyshire.area.boards.find(({ key }) => key === board)?.name
      const boardId = boards.find((one) => one.name === name)?.id ?? null
      const owed = { planId, layout, audience, boardId, rhythm, dayWords: day, days: [], remindDays }
      await addSchedule(scope, { ...owed, ownerId: null, fromOn: scope.today, once: newId() })
    }
  })
