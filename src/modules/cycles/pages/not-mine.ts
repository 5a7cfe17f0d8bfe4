import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { errorOf, type TypedForm, textOf, toErrors, toWordsBox, type WordsBox } from '../../plans/index.ts'
import { cyclePaths } from '../paths.ts'

export interface NotMinePage {
  title: string
  plan: string
  words: string
  back: string
  send: string
  once: string
  errors: { text: string; href: string }[]
  box: WordsBox
  whose: { value: string; error: string | null }
  /** Why nothing can be said any more; null while it can. */
  over: string | null
}

/** Where a lead says that a milestone is not theirs. */
export function toNotMinePage(
  input: {
    plan: string
    milestone: { ref: string | null; words: string }
    back: string
    send: string
    over: string | null
  },
  typed: TypedForm,
): NotMinePage {
  const { plan, milestone, back, send, over } = input
  return {
    ...{ plan, back, send, over, once: typed.once, words: milestone.words },
    title: `${milestone.ref ? `Milestone ${milestone.ref}` : 'This milestone'} is not mine`,
    errors: toErrors(typed, 'not-mine'),
    box: toWordsBox(typed, 'not-mine', {
      label: 'Why is it not yours?',
      hint: 'One sentence: it went to another team, or you never had it.',
    }),
    whose: { value: textOf(typed, 'whose'), error: errorOf(typed, 'whose') },
  }
}

/** Beside a form of a lead: the way to say that it is not theirs, or that they have. */
export interface NotMineLink {
  href: string
  said: string | null
}

export const toNotMineLink = (href: string, saidOn: PlainDate | null): NotMineLink => ({
  href,
  said: saidOn && `You said on ${formatDay(saidOn)} that it is not yours. Your programme manager was told.`,
})

export const notMinePage = definePage<NotMinePage>('cycles/pages/not-mine.njk', () =>
  toNotMinePage(
    {
      plan: 'Improvement plan',
      milestone: { ref: '1.2', words: 'Agree the standard for strategy discussions' },
      back: cyclePaths.asked('token'),
      send: cyclePaths.askedNotMine('token', 'milestone-2'),
      over: 'This link was ended.',
    },
    {
      ...{ once: 'one-time', values: { words: '', whose: 'Designated Nurse' } },
      errors: [
        { field: 'words', text: 'Say why it is not yours' },
        { field: 'whose', text: 'Who it should be must be 200 characters or fewer' },
      ],
    },
  ),
)
