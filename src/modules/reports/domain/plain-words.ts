import type { PlanAsAt } from './plan.ts'

const SMALL = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** "three", "12": numbers below ten are words. */
export const inWords = (count: number): string => SMALL[count] ?? String(count)

/** "Three are", "One is": how a sentence about so many things begins. */
export function openingOf(count: number, one: string, many: string): string {
  const words = inWords(count)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${count === 1 ? one : many}`
}

/** A function that takes the names of persons who lead anything in a plan out of a text: public papers name none. */
export function withoutNames(plan: PlanAsAt): (text: string) => string {
  const leads = [...plan.actions, ...plan.milestones].flatMap(({ leads }) => leads)
  const names = leads.filter(({ holder }) => holder?.kind === 'person').map(({ name }) => name.trim())
  const long = [...new Set(names)].filter(({ length }) => length > 2).toSorted((a, b) => b.length - a.length)
  if (long.length === 0) return (text) => text
  const any = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${long.map((name) => RegExp.escape(name)).join('|')})(?![\\p{L}\\p{N}])`,
    'giu',
  )
  return (text) => text.replace(any, 'an officer')
}
