/** Who answers for a row: people, posts and bodies out of one cell, without inventing or losing a name. */

import { isPlainlyDate } from './dates.ts'
import { BODY_NOUNS, ROLE_NOUNS, SECTOR_WORDS } from './dictionary.ts'
import type { LeadKind, ReadLead } from './reading.ts'
import { isBlank, lined, plain, quote } from './words.ts'

export interface LeadCell {
  leads: ReadLead[]
  doubts: string[]
}

const NOBODY = /^(tbc|tba|tbd|n\/?a|none|vacant|to be (confirmed|appointed|agreed))\.?$/i

/**
 * The leads of a cell. Parted by line breaks, "/", ";" and "+" always; by "and", "&" and "," only between two
 * whole names or posts ("Head of Safeguarding and Quality Assurance" is one post; "name, title, team" is one
 * person). Names run together without a mark are parted two by two, with a doubt.
 */
export function readLeads(raw: string): LeadCell {
  const doubts: string[] = []
  if (isBlank(raw) || NOBODY.test(plain(raw))) return { leads: [], doubts }
  const [main = '', ...helpers] = lined(raw).split(
    /\(?\b(?:with (?:the )?support (?:of|from)|supported by)\b:?/i,
  )
  const leads = namesOf(main, doubts)
  const supporting = helpers.flatMap((part) => namesOf(part.replace(/\)\s*$/, ''), doubts))
  const all = [...leads, ...supporting.map((lead) => ({ ...lead, supporting: true as const }))]
  return { leads: once(all), doubts }
}

function once(leads: readonly ReadLead[]): ReadLead[] {
  return leads.filter((lead, index) => leads.findIndex((other) => other.name === lead.name) === index)
}

function namesOf(text: string, doubts: string[]): ReadLead[] {
  const parts = mendBrokenNames(lined(text))
    .split(/\n|;|\+(?!\d)|\s\|\s/)
    .flatMap((part) => bySlash(part))
    .flatMap(byAnd)
    .flatMap(byComma)
  return parts.filter((part) => !isBlank(part) && !NOBODY.test(part)).flatMap((part) => toLeads(part, doubts))
}

/**
 * "Ann Archer/ Beth⏎Baker / Carol Carter": where other marks part the names, a line that ends in half a name goes on in
 * the next. Where a file's lines break depends on the fonts of whoever saved it.
 */
function mendBrokenNames(text: string): string {
  if (!/[/;]/.test(text)) return text
  return text.replace(BROKEN_NAME, (both, first: string, last: string) =>
    isNameWord(first) && isNameWord(last) ? `${first} ${last}` : both,
  )
}

const BROKEN_NAME = /(?<=(?:^|[/;])[^\S\n]*)([^\s/;,]+)\n([^\s/;,]+)(?=[^\S\n]*(?:[/;]|$))/g

/** "Team Practitioners/Managers" is one post with two endings; every other slash parts two leads. */
function bySlash(part: string): string[] {
  const names: string[] = []
  for (const piece of part.split('/').map(tidy)) {
    const last = names.at(-1)
    if (last !== undefined && isSecondEnding(last, piece, part)) names[names.length - 1] = `${last}/${piece}`
    else if (piece !== '') names.push(piece)
  }
  return names
}

function isSecondEnding(name: string, piece: string, part: string): boolean {
  const loneNoun = /^\S+s$/.test(piece) && isRoleNoun(piece) && part.includes(`/${piece}`)
  return loneNoun && name.includes(' ') && isRoleNoun(name.split(' ').at(-1) ?? '')
}

function byAnd(part: string): string[] {
  const pieces = part.split(/\s+(?:and|&)\s+/i).map(tidy)
  const parted = pieces.length > 1 && pieces.every(standsAlone) && !isOneBody(pieces)
  return parted ? pieces : [part]
}

/** "LSCB Quality and Performance Group": what stands before the "and" ends as neither a post nor a body does. */
function isOneBody(pieces: readonly string[]): boolean {
  const last = pieces.at(-1)?.split(' ').at(-1) ?? ''
  const before = pieces.slice(0, -1)
  const whole = (piece: string) =>
    isPersonName(piece) || hasRoleNoun(piece) || isBody(piece.split(' ').at(-1) ?? '')
  return BODY_NOUNS.has(wordOf(last)) && !before.every(whole)
}

function byComma(part: string): string[] {
  const pieces = part
    .split(',')
    .map(tidy)
    .filter((piece) => piece !== '')
  if (pieces.length < 2) return [part]
  const kinds = pieces.map(kindOf)
  const [first] = pieces
  const allPeople = pieces.every(isPersonName)
  const allPosts = !isPersonName(first ?? '') && pieces.every((piece) => hasRoleNoun(piece) || isBody(piece))
  const wholePosts = pieces.slice(1).every((piece) => POST_WITH_NAME.test(piece))
  return allPeople || (allPosts && wholePosts) || (allPosts && kinds.every((kind) => kind === kinds[0]))
    ? pieces.flatMap(lastOfSeries)
    : [part]
}

/** "Team Managers and Business Support" at the end of a list parted by commas: the "and" parts as they do. */
function lastOfSeries(piece: string, index: number, all: readonly string[]): string[] {
  const [first = '', second, ...more] = piece.split(/\s+(?:and|&)\s+/i).map(tidy)
  const ends = index === all.length - 1 && second !== undefined && more.length === 0
  return ends && standsAlone(first) && /^[A-Z]/.test(second) ? [first, second] : [piece]
}

const tidy = (text: string) =>
  text
    .trim()
    .replace(/^[-–—•\s]+|[-–—\s.,]+$/g, '')
    .trim()

function standsAlone(piece: string): boolean {
  return isPersonName(piece) || isInitialled(piece) || hasRoleNoun(piece) || isBody(piece)
}

function toLeads(text: string, doubts: string[]): ReadLead[] {
  const name = tidy(text)
  if (isPlainlyDate(name)) {
    doubts.push(`The lead cell holds ${quote(name)}, which is a date: no lead was taken.`)
    return []
  }
  const crowd = runTogether(name)
  if (crowd) {
    doubts.push(`${quote(name)} was read as ${crowd.length} people: ${crowd.join('; ')}.`)
    return crowd.map((person) => ({ name: person, kind: 'person' }))
  }
  const titled = withTitle(name)
  const split = titled.kind === 'person' ? null : nameThenPost(name)
  if (split) doubts.push(`${quote(name)} was read as ${split.name}, ${split.role ?? ''}.`)
  return [split ?? titled]
}

/** "Jane Doe Head of Service": a name, and the post that an extractor ran on to it. */
function nameThenPost(text: string): ReadLead | null {
  const parts = text.split(' ')
  const named = parts.findIndex((part) => !isNameWord(part))
  const [name, role] = [parts.slice(0, named).join(' '), parts.slice(named).join(' ')]
  const fits = named >= 2 && named <= 3 && POST_WITH_NAME.test(role)
  return fits ? { name, kind: 'person', role } : null
}

/**
 * "Name (title)", "Name – title", "Name, title, team" and "Title (Name)", "Title – Name", "Title: Name" are one
 * person with a role.
 */
function withTitle(text: string): ReadLead {
  for (const pattern of PAIRS) {
    const [, first = '', second = ''] = pattern.exec(text)?.map(tidy) ?? []
    if (isPersonName(first) || isInitialled(first)) return { name: first, kind: 'person', role: second }
    const posted = !pattern.source.includes(',') && (hasRoleNoun(first) || isBody(first))
    if (posted && isPersonName(second)) return { name: second, kind: 'person', role: first }
  }
  return { name: text, kind: kindOf(text) }
}

const PAIRS: readonly RegExp[] = [
  /^([^()]+?)\s*\(([^()]+)\)?$/,
  /^([^–—:]+?)\s+[-–—]\s+(.+)$/,
  /^([^:]+?)\s*:\s*(.+)$/,
  /^([^,]+),\s*(.+)$/,
]

/** Four or more capitalised words that are no post: people two by two. A particle or an odd count parts nothing. */
function runTogether(text: string): string[] | null {
  const parts = text.split(' ')
  if (parts.length < 4 || parts.length % 2 !== 0 || !parts.every(isNameWord)) return null
  return parts.flatMap((part, index) => (index % 2 === 0 ? [`${part} ${parts[index + 1] ?? ''}`] : []))
}

const wordOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/['’]s?$/, '')
    .replace(/[^a-z-]/g, '')

const isRoleNoun = (text: string) => ROLE_NOUNS.has(wordOf(text))

/** A police rank by its capitals: in small letters "di" and "ds" are parts of names. */
const RANK = /\b(?:DI|DS|DC)\b/

function hasRoleNoun(text: string): boolean {
  if (RANK.test(text)) return true
  return text.split(/[\s/]+/).some(isRoleNoun)
}

function isBody(text: string): boolean {
  const parts = text.split(/[\s/]+/).map(wordOf)
  return parts.some((part) => BODY_NOUNS.has(part))
}

function isNameWord(text: string): boolean {
  const word = wordOf(text)
  const shaped = /^(?:[A-Z][a-z]+|[A-Z]['’][A-Z][a-z]+|Ma?c[A-Z][a-z]+|[A-Z][a-z]+-[A-Z][a-z]+)$/.test(text)
  return shaped && !ROLE_NOUNS.has(word) && !BODY_NOUNS.has(word) && !SECTOR_WORDS.has(word)
}

const PARTICLE = /^(di|de|da|la|le|van|von|der|den|el|al|bin|st\.?|o'|[A-Z]\.?)$/i

/** Two or three capitalised words (particles and initials allowed) that are no words of the sector. */
export function isPersonName(text: string): boolean {
  const parts = text.replace(/^(?:mrs?|ms|miss|dr|prof|cllr|councillor|sir|dame|rev)\.?\s+/i, '').split(' ')
  const named = parts.filter(isNameWord).length
  return (
    parts.length >= 2 &&
    parts.length <= 4 &&
    named >= 2 &&
    parts.every((part) => isNameWord(part) || PARTICLE.test(part)) &&
    named <= 3
  )
}

/** A post that stands for itself: "Liaison Officer" after two words may be one post with them. */
const POST_WITH_NAME =
  /^(?:(?:(?:interim|acting|deputy|assistant|strategic|joint) )*(?:head|director|chair|lead|manager|leader) (?:of|for)\b|(?:deputy|assistant) director|principal social worker|(?:designated|named) (?:nurse|doctor))/i

/** "J Doe", "Cllr Doe": an initial or a title, and a surname. */
function isInitialled(text: string): boolean {
  const [first = '', ...rest] = text.split(' ')
  const opens = /^(?:[A-Z]\.?|mrs?|ms|miss|dr|prof|cllr|councillor)$/i.test(first)
  return (
    opens &&
    rest.length > 0 &&
    rest.length <= 2 &&
    rest.every((part) => isNameWord(part) || /^[A-Z]\.?$/.test(part))
  )
}

function kindOf(text: string): LeadKind {
  if (isPersonName(text) || isInitialled(text)) return 'person'
  if (hasRoleNoun(text)) return 'role'
  if (isBody(text)) return 'group'
  return /^[A-Z][a-z'’-]+$/.test(text) && isNameWord(text) ? 'person' : 'role'
}

/** Whether a second text is the rest of a name cut in two: "Workforce Development" and "Manager". */
export function goesOnAsName(first: string, second: string): boolean {
  const [before, after] = [plain(first), plain(second)]
  if (/(?:\b(?:of|for|and|the|&)|[,&/–-])$/i.test(before) || /^(?:of|for|and|the|&)\b/i.test(after))
    return true
  return !standsAlone(before) && !isPersonName(after) && isRoleNoun(after.split(' ').at(-1) ?? '')
}

/** Whether a cell names a person, a post or a body, and is short. */
export function isLeadName(raw: string): boolean {
  return isLeadLike(raw) && standsAlone(plain(raw))
}

/** Whether a cell could only be a lead: names, posts or bodies, and short. Used to move shifted cells. */
export function isLeadLike(raw: string): boolean {
  const text = plain(raw)
  if (text === '' || text.length > 120 || isPlainlyDate(text)) return false
  const parts = text.split(/[\s/]+/)
  const capital = parts.filter(
    (part) => /^[A-Z(]/.test(part) || /^(of|for|and|the|&|\+|to|with|all)$/.test(part),
  ).length
  return capital / parts.length > 0.7 && parts.length <= 15
}
