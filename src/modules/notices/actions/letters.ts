import type { Scope } from '../../../platform/db/scope.ts'
import { type NewMail, pageLink } from '../../../platform/mail/outbox.ts'
import { LONGEST_LETTER, letterOf } from '../domain/letter.ts'
import { noticePaths } from '../paths.ts'

/** Somebody, and what they are to be told by mail. */
export interface Letter {
  kind: 'notices' | 'digest'
  personId: string
  address: string
  once: string
  notices: readonly { words: string; href: string }[]
}

/** The mail of a letter: what happened, and where to read on. */
export function toMail({ actor }: Scope, { notices, ...letter }: Letter): NewMail {
  const told = notices.slice(0, LONGEST_LETTER).map(({ words, href }) => ({ words, link: pageLink(href) }))
  const all = pageLink(noticePaths.notices)
  const written = letterOf(
    actor.areaName,
    told.map(({ words, link }) => ({ words, mark: link.mark })),
    { all: all.mark, more: notices.length - told.length },
  )
  return { ...letter, ...written, links: [...told.map(({ link }) => link), all] }
}
