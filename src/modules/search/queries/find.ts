import { sql } from 'kysely'
import type { Scope } from '../../../platform/db/scope.ts'
import type { Kind } from '../domain/kinds.ts'
import type { Typed } from '../domain/typed.ts'

/** What is looked for, and how far its reader may see. */
export interface Wish {
  typed: Typed
  kinds: readonly Kind[]
  /** Which of them are shown; null for all. The others are counted all the same. */
  shown: Kind | null
  planId: string | null
  /** Of risks only those that one of them owns (people and posts), or that `raiser` raised; null for all. */
  owners: readonly string[] | null
  raiser: string | null
  /** Null for every board. */
  boards: readonly string[] | null
  from: number
  most: number
}

export interface Hit {
  kind: Kind
  id: string
}

export interface Found {
  hits: Hit[]
  totals: ReadonlyMap<Kind, number>
}

/** The hits of one page in their order, and how many there are of each kind, by one statement. */
export async function findThings({ db }: Pick<Scope, 'db'>, wish: Wish): Promise<Found> {
  const { typed, kinds, shown, planId, owners, raiser, boards, from, most } = wish
  const { rows } = await sql<{ kind: Kind; id: string | null; total: number }>`
    select kind, id, total
      from search_area(${JSON.stringify(typed.terms)}::jsonb, ${typed.ref}::text, ${[...kinds]}::text[], ${shown}::text,
                       ${planId}::uuid, ${raiser}::uuid, ${owners && [...owners]}::uuid[], ${boards && [...boards]}::uuid[],
                       ${from}::integer, ${most}::integer)
     order by place`.execute(db)
  return {
    hits: rows.flatMap(({ kind, id }) => (id === null ? [] : [{ kind, id }])),
    totals: new Map(rows.filter(({ id }) => id === null).map(({ kind, total }) => [kind, total])),
  }
}
