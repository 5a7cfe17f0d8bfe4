import { identityPaths } from '../paths.ts'

export interface Tab {
  text: string
  href: string
  current: boolean
}

const TABS = [
  { text: 'People', href: identityPaths.people },
  { text: 'Posts', href: identityPaths.posts },
  { text: 'Integrations', href: identityPaths.integrations },
]

/** The pages about people, beside each other. */
export const tabsOf = (here: string): Tab[] => TABS.map((tab) => ({ ...tab, current: tab.href === here }))
