import { counted } from '../../../platform/words.ts'

/** A notice as a mail tells it: what happened, and the mark that becomes the address of its page. */
export interface Told {
  words: string
  mark: string
}

/** Notices that a mail tells at most; the rest is on the page. */
export const LONGEST_LETTER = 50

/** The mail that tells somebody their notices. `all` is the mark of the page where all of them are. */
export function letterOf(
  areaName: string,
  told: readonly Told[],
  { all, more }: { all: string; more: number },
): { subject: string; text: string } {
  const count = counted(told.length + more, 'new notice')
  const rest = more > 0 ? [`And ${counted(more, 'more notice', 'more notices')}.`] : []
  const text = [
    `You have ${count} in Goldenthread for ${areaName}.`,
    ...told.map(({ words, mark }) => `${words}\n${mark}`),
    ...rest,
    `See all your notices, or choose how often you are sent mail: ${all}`,
  ].join('\n\n')
  return { subject: `${count} in Goldenthread for ${areaName}`, text }
}
