import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type DateBoxes, HOST_LEVEL_WORDS, HOST_LEVELS, toDateBoxes } from '../../plans/index.ts'
import { chainOf, type HostPlan, treeOf } from '../domain/cascade.ts'
import { paths } from '../paths.ts'
import { exampleHosts } from './host-words.ts'
import { type Choice, errorIn, type Typed, textIn } from './typed.ts'

/** Adding a plan of others, or changing what is said of one. */
export interface HostFormPage {
  title: string
  back: { text: string; href: string }
  send: string
  once: string
  /** Of a plan that is held: how it is ended. */
  end: { send: string; words: string } | null
  levels: { id: string; value: string; text: string; checked: boolean }[]
  name: string
  owner: string
  partners: Choice[]
  parents: Choice[]
  posts: Choice[]
  due: DateBoxes
  errors: FieldError[]
  summary: { text: string; href: string }[]
}

export interface HostChoices {
  partners: readonly { id: string; name: string }[]
  posts: readonly { id: string; title: string }[]
  hosts: readonly HostPlan[]
}

/** `host` is the plan that is changed; null where one is added. */
export function toHostFormPage(
  host: HostPlan | null,
  { partners, posts, hosts }: HostChoices,
  { once, values, errors }: Typed,
): HostFormPage {
  const level = textIn(values, 'level', host?.level)
  return {
    title: host ? 'Change a plan of others' : 'Add a plan of others',
    back: host
      ? { text: host.title, href: paths.hostPlan(host.id) }
      : { text: 'Plans of others', href: paths.hostPlans() },
    send: host ? paths.changeHostPlan(host.id) : paths.newHostPlan(),
    once: textIn(values, 'once') || once,
    end: host && { send: paths.endHostPlan(host.id), words: endWords(host) },
    levels: HOST_LEVELS.map((value, at) => ({
      id: at === 0 ? 'level' : `level-${at + 1}`,
      ...{ value, text: HOST_LEVEL_WORDS[value], checked: value === level },
    })),
    name: textIn(values, 'title', host?.title),
    owner: textIn(values, 'owner', host && !host.ownerPostId ? host.owner : ''),
    partners: choices(
      partners.map(({ id, name }) => [id, name]),
      textIn(values, 'partner', host?.partner?.id),
    ),
    parents: choices(parentsOf(host, hosts), textIn(values, 'parent', host?.parentId ?? '')),
    posts: choices(
      posts.map(({ id, title }) => [id, title]),
      textIn(values, 'post', host?.ownerPostId ?? ''),
    ),
    due: toDateBoxes(
      {
        ...{ name: 'due', legend: 'When is it to be reviewed next?', error: errorIn(errors, 'due') },
        hint: 'For example, 31 3 2027. Leave it empty if there is no day.',
      },
      host?.reviewDueOn ?? null,
      values,
    ),
    errors,
    summary: errors.map(({ field, text }) => ({ text, href: field === 'due' ? '#due-day' : `#${field}` })),
  }
}

function endWords({ carries }: HostPlan): string {
  if (carries === 0) return 'It ends today, and stays in the list of those that have ended.'
  return `It ends today, with what it carries (${carries}), and stays in the list of those that have ended.`
}

/** What it can stand under: anything that has not ended, and does not stand under it. */
function parentsOf(host: HostPlan | null, hosts: readonly HostPlan[]): [string, string][] {
  return treeOf(hosts.filter(({ endedOn }) => endedOn === null))
    .filter(({ id }) => !host || !chainOf(hosts, id).some((one) => one.id === host.id))
    .map(({ id, title, depth }) => [id, `${'– '.repeat(depth)}${title}`])
}

const choices = (pairs: readonly [string, string][], chosen: string): Choice[] =>
  pairs.map(([value, text]) => ({ value, text, selected: value === chosen }))

export const hostFormPage = definePage<HostFormPage>('programme/pages/host-form.njk', () => {
  const hosts = exampleHosts()
  return toHostFormPage(
    hosts[2] ?? null,
    {
      partners: [{ id: 'p2', name: 'Anyshire Police' }],
      posts: [{ id: 'post-1', title: 'Head of First Response' }],
      hosts,
    },
    {
      ...{ once: 'one-time', values: { level: 'personal', title: 'Objectives', 'due-day': '40' } },
      errors: [
        { field: 'post', text: 'Choose the post whose plan it is: a personal plan names no person' },
        { field: 'due', text: 'The day of the review must be a real date, like 31 5 2027' },
      ],
    },
  )
})
