/** The text of a spreadsheet's cell as the grid writes it. */
import { escapeText } from '../grid.ts'

const BULLET = /^\s*(?:[•▪●◦‣\uf0b7\uf0a7]\s*|[·*\-–➢]\s+|o[\t ]+)(?=\S)/

/** What is a bullet even where it stands alone: a dash may be a minus, a "●" a status. */
const SURE_BULLET = /^\s*[•▪◦‣\uf0b7\uf0a7]\s*(?=\S)/

/** Trimmed and escaped; lines that begin with bullets become a list, also one alone whose bullet is nothing else. */
export function cellText(raw: string): string {
  const text = raw.trim()
  if (text === '') return ''
  const lines = text.split('\n')
  const bullets = lines.filter((line) => BULLET.test(line)).length
  return bullets > 1 || lines.some((line) => SURE_BULLET.test(line)) ? listed(lines) : escapeText(text)
}

/** Text before the first bullet and after an empty line stays text; a line below an item goes on with it. */
function listed(lines: readonly string[]): string {
  const parts: (string | string[])[] = []
  let open = false
  for (const line of lines) {
    const words = escapeText(line.replace(BULLET, '').trim())
    const last = parts.at(-1)
    if (BULLET.test(line)) {
      if (Array.isArray(last)) last.push(words)
      else parts.push([words])
      open = true
    } else if (words === '') open = false
    else if (open && Array.isArray(last)) last.push(`${last.pop() ?? ''} ${words}`)
    else parts.push(words)
  }
  return parts.map((part) => (Array.isArray(part) ? list(part) : part)).join('\n')
}

const list = (items: readonly string[]): string =>
  `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
