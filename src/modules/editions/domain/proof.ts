import { isUnverified, type MilestoneAsAt, reported } from '../../plans/index.ts'

/** What speaks against calling an action completed and evidenced; empty when nothing does. */
export function unprovenWords(milestones: readonly MilestoneAsAt[]): string[] {
  const live = milestones.filter(({ dropped }) => !dropped)
  if (live.length === 0) return ['It has no milestones, so nothing shows that it is completed']
  const open = live.filter(({ latest }) => reported(latest) !== 'achieved')
  const claimed = live.filter(({ latest }) => isUnverified(latest))
  const bare = live.filter(({ evidence, latest }) => evidence.length === 0 && !latest?.evidence)
  return [
    ...sentence(open.length, live.length, 'not reported as completed'),
    ...sentence(claimed.length, live.length, 'said to be completed, and verified by nobody else'),
    ...sentence(bare.length, live.length, 'without evidence'),
  ]
}

const sentence = (number: number, of: number, what: string): string[] =>
  number === 0
    ? []
    : [`${number} of ${of} ${of === 1 ? 'milestone' : 'milestones'} ${number === 1 ? 'is' : 'are'} ${what}`]
