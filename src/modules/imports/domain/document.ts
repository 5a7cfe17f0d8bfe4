/** What the document says of itself: title, date, version, the review that it answers. */
import { dateTokens } from './date-words.ts'
import type { ReadDocument } from './reading.ts'
import type { Block, TextBlock } from './segments.ts'
import { dateLine } from './text-roles.ts'
import { plain } from './words.ts'

type Own = Pick<ReadDocument, 'title' | 'date' | 'version' | 'reviewDate'> & { lines: Set<number> }

interface Words {
  line: number
  text: string
}

/** Read from the text around the tables only; `lines` are the lines that it was taken from. */
export function readDocument(blocks: readonly Block[]): Own {
  const texts = blocks.flatMap(wordsOf)
  const title = titleOf(texts)
  const date = dateOf(title, texts)
  const version = texts
    .map((each) => ({
      ...each,
      found: /^(?:version|edition|v)\s*\.?\s*(\d+(?:\.\d+)*)(?=$|\s*[-–—,(])/i.exec(each.text)?.[1],
    }))
    .find((each) => each.found)
  const reviewDate = reviewDateOf(texts)
  const lines = [title?.line, date?.line, version?.line, reviewDate?.line].filter(
    (line) => typeof line === 'number',
  )
  return {
    title: title?.text ?? null,
    date,
    version: version?.found ?? null,
    reviewDate,
    lines: new Set(lines),
  }
}

function wordsOf(block: Block): Words[] {
  return block.kind === 'text' ? [{ line: block.line, text: (block as TextBlock).text }] : []
}

/** A line that calls itself the title, else the first text of the document. */
function titleOf(texts: readonly Words[]): Words | null {
  const named = texts
    .slice(0, 40)
    .map((each) => ({
      ...each,
      found: /^(?:report |plan |document )?title\s*:\s*(.+)$/i.exec(each.text)?.[1],
    }))
    .find((each) => each.found)
  if (named) return { line: named.line, text: named.found ?? '' }
  return texts.find(({ text }) => dateLine(text) === null) ?? texts[0] ?? null
}

/** The first date in the title; else the first of the opening lines that says a date and nothing more. */
function dateOf(title: Words | null, texts: readonly Words[]): ReadDocument['date'] {
  const inTitle = title ? dateIn(title, 'the title') : null
  if (inTitle) return inTitle
  const alone = texts.slice(0, 60).find(({ text }) => dateLine(text) !== null)
  const token = alone ? dateLine(alone.text) : null
  return alone && token
    ? { iso: token.iso, precision: token.precision, from: 'a line of its own', line: alone.line }
    : null
}

function dateIn({ line, text }: Words, from: string): ReadDocument['date'] {
  const found = dateTokens(plain(text), 'dmy').find(
    (token) => token.type === 'date' && (token.precision === 'day' || token.precision === 'month'),
  )
  return found?.type === 'date' ? { iso: found.iso, precision: found.precision, from, line } : null
}

/** A heading that names an inspection or review and gives its day. A month is not enough to count from. */
function reviewDateOf(texts: readonly Words[]): ReadDocument['reviewDate'] {
  const published = texts.map((each) => publishedIn(each)).find((found) => found !== null)
  if (published) return published
  const about = texts.filter(
    ({ text }) =>
      /\b(inspection|ofsted|cqc|(?:peer|case|area) review)\b/i.test(text) &&
      text.length < 200 &&
      !text.endsWith('.'),
  )
  for (const each of about) {
    const found = dateTokens(each.text, 'dmy').find(
      (token) => token.type === 'date' && token.precision === 'day',
    )
    if (found?.type === 'date') return { iso: found.iso, from: each.text, line: each.line }
  }
  return null
}

/** "The report was published on 25 February 2011" says it outright. */
function publishedIn({ line, text }: Words): ReadDocument['reviewDate'] {
  const said =
    /\b(?:inspection|report|review|findings|letter)\b[^.]{0,80}\bpublished\b(?: (?:on|in))?\s+(.{6,40})/i.exec(
      text,
    )?.[1]
  const [token] = said ? dateTokens(said, 'dmy') : []
  return token?.type === 'date' && token.precision === 'day' ? { iso: token.iso, from: text, line } : null
}
