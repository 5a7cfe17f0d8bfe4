import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import type { GroupFacts } from '../domain/facts.ts'
import { paths } from '../paths.ts'
import { exampleGroup } from './example.ts'

/** Every group of findings that are the same. */
export interface GroupsPage {
  words: string
  add: string | null
  rows: { words: string; href: string; members: { text: string; href: string }[] }[]
}

export const toGroupsPage = (groups: readonly GroupFacts[], may: { keep: boolean }): GroupsPage => ({
  words: `${counted(groups.length, 'group')}, by their words`,
  add: may.keep ? paths.newGroup() : null,
  rows: groups.map(({ id, words, members }) => ({
    ...{ words, href: paths.group(id) },
    members: members.map(({ findingId, ref, review }) => ({
      text: `${review.title}, finding ${ref}`,
      href: paths.finding(review.id, findingId),
    })),
  })),
})

export const groupsPage = definePage<GroupsPage>('reviews/pages/groups.njk', () =>
  toGroupsPage([exampleGroup(), { ...exampleGroup(), id: 'group-2', members: [] }], { keep: true }),
)
