import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { formatDay } from '../../../platform/calendar.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { handPostOver, makePost } from '../actions/posts.ts'
import { toPostsTable } from '../documents.ts'
import { HandOverForm, PostForm, VACANT } from '../forms.ts'
import { postPage, toPostPage } from '../pages/post.ts'
import { postsPage, toPostsPage } from '../pages/posts.ts'
import { identityPaths } from '../paths.ts'
import { listPartners, listPeople } from '../queries/people.ts'
import { getPost, listPostsWithHoldings } from '../queries/posts.ts'

const IdParams = z.object({ id: z.uuid() })

export function postRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: identityPaths.posts,
    can: 'people.manage',
    handle: (work) => showPosts(work, {}, []),
  })
  tableRoutes(app, deps, {
    can: 'people.manage',
    url: identityPaths.postsTable,
    table: async ({ scope }) => toPostsTable(await scope(listPostsWithHoldings)),
  })
  route(app, deps, {
    method: 'POST',
    url: identityPaths.posts,
    can: 'people.manage',
    handle: async (work) => {
      const form = readForm(PostForm, work.body)
      if (!form.ok) return showPosts(work, form.values, form.errors)
      const { title, partner } = form.data
      try {
        const id = await work.scope((s) => makePost(s, { title, partnerId: partner || null }))
        return work.redirect(identityPaths.post(id), 'The post is made: say who holds it')
      } catch (error) {
        return showPosts(work, form.values, refusalOf(error, 'title'))
      }
    },
  })
  route(app, deps, {
    method: 'GET',
    url: identityPaths.post(':id'),
    can: 'people.manage',
    params: IdParams,
    handle: (work) => showPost(work, {}, []),
  })
  handOverRoute(app, deps)
}

function handOverRoute(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'POST',
    url: identityPaths.handPostOver(':id'),
    can: 'people.manage',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(HandOverForm, work.body)
      if (!form.ok) return showPost(work, form.values, form.errors)
      const { person, from } = form.data
      const asked = { personId: person === VACANT ? null : person, from }
      try {
        const { to } = await work.scope((s) => handPostOver(s, work.params.id, asked))
        const done = to ? `${to} has this post` : 'This post is vacant'
        return work.redirect(identityPaths.post(work.params.id), `${done} from ${formatDay(from)}`)
      } catch (error) {
        return showPost(work, form.values, refusalOf(error, 'person'))
      }
    },
  })
}

async function showPosts(
  { scope, page }: ActorWork<unknown, unknown>,
  values: FormValues,
  errors: FieldError[],
): Promise<FastifyReply> {
  const facts = await scope(async (s) => ({
    posts: await listPostsWithHoldings(s),
    partners: await listPartners(s),
    today: s.today,
  }))
  return page(postsPage, toPostsPage({ ...facts, values, errors }), errors.length > 0 ? 422 : 200)
}

async function showPost(
  { params, scope, page }: ActorWork<{ id: string }, unknown>,
  values: FormValues,
  errors: FieldError[],
): Promise<FastifyReply> {
  const facts = await scope(async (s) => ({
    post: await getPost(s, params.id),
    people: await listPeople(s),
    today: s.today,
  }))
  return page(postPage, toPostPage({ ...facts, values, errors }), errors.length > 0 ? 422 : 200)
}
