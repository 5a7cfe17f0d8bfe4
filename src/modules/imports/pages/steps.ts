import type { PlainDate } from '../../../platform/calendar.ts'
import { formatDay, formatMonth } from '../../../platform/calendar.ts'
import type { ImportSettings } from '../domain/settings.ts'
import { importPaths } from '../paths.ts'

/** The way through an import, shown on every step of it: what is done, what is next, and that each can be left. */
export interface StepView {
  text: string
  href: string
  state: string
  done: boolean
  current: boolean
}

export type StepName = 'found' | 'columns' | 'words' | 'preview' | 'confirm'

const STEPS: readonly { name: StepName; text: string; href: (id: string) => string }[] = [
  { name: 'found', text: 'What we found', href: importPaths.one },
  { name: 'columns', text: 'Match columns', href: importPaths.columns },
  { name: 'words', text: 'Settle words', href: importPaths.words },
  { name: 'preview', text: 'Look through', href: (id) => importPaths.preview(id) },
  { name: 'confirm', text: 'Confirm', href: importPaths.confirm },
]

export function stepsOf(id: string, { done = [] }: ImportSettings, current: StepName): StepView[] {
  return STEPS.map(({ name, text, href }) => {
    const isDone = done.some((step) => step === name)
    return {
      ...{ text, href: href(id), done: isDone, current: name === current },
      state: stateOf(isDone, name, current),
    }
  })
}

/** Looking through and confirming are never done: the one can always be gone on with, the other ends the import. */
function stateOf(isDone: boolean, name: StepName, current: StepName): string {
  if (isDone) return 'Done'
  if (name === current) return 'You are here'
  return name === 'preview' || name === 'confirm' ? '' : 'Not looked at yet'
}

/** "2011", "May 2011" or "31 May 2011": as much as was written. */
export function isoWords(iso: string): string {
  if (iso.length === 10) return formatDay(iso as PlainDate)
  return iso.length === 7 ? formatMonth(`${iso}-01`) : iso
}
