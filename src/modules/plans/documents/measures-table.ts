import { date, type Table, tableOf, text } from '../../../platform/office/table.ts'
import { isWanted, type MeasureFilter, measureLines, verdictOf } from '../domain/criteria.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import { describedName, kindWords, VERDICT_WORDS } from '../pages/measure-words.ts'

/** Every measure of a plan with its last answer, and the criteria that nothing measures. */
export function toMeasuresTable(plan: PlanAsAt, filter: MeasureFilter): Table {
  const themes = new Map(plan.themes.map(({ id, name }) => [id, name]))
  const lines = measureLines(plan).filter((line) => isWanted(line, filter, plan.asAt))
  return tableOf(`${plan.title}, measures`, lines, [
    text('Of', ({ of }) => describedName(of)),
    text('Action or finding', ({ of }) => of.words),
    text('Theme', ({ of }) => (of.themeId && themes.get(of.themeId)) ?? null),
    text('Success criterion', ({ criterion }) => criterion?.words ?? null),
    text('Kind', ({ measure }) => measure && kindWords(measure.kind)),
    text('Measure', ({ measure }) => measure?.words ?? null),
    text('Standing', (line) => VERDICT_WORDS[verdictOf(line)]),
    text('Value', ({ measure }) => measure?.answer?.value ?? null),
    text('What it shows', ({ measure }) => measure?.answer?.words ?? null),
    date('As at', ({ measure }) => measure?.answer?.aboutOn ?? null),
    text('Said by', ({ measure }) => measure?.answer?.by ?? null),
    date('Said on', ({ measure }) => measure?.answer?.saidOn ?? null),
    text('Evidence', ({ measure }) => measure?.answer?.evidence?.title ?? null),
    text('In the document', ({ measure }) => measure?.printed ?? null),
  ])
}
