/** The text around the tables: keys, section lines, headings, findings printed above their tables, lists below. */
import { rowDoubt } from './doubts.ts'
import { newFinding, numberAndWords, readDeadline, splitDeadline } from './findings.ts'
import { isPlanHeader } from './headings.ts'
import type { LegendEntry, ReadPhase } from './reading.ts'
import type { Block, LegendBlock, SectionBlock, TableBlock, TextBlock } from './segments.ts'
import { meaningOf, statusHead } from './statuses.ts'
import { labelOf } from './text-roles.ts'
import type { Walk } from './walk.ts'

/** A key counts for the whole document, wherever it stands. */
export function readLegends(walk: Walk): void {
  for (const block of walk.blocks) if (block.kind === 'legend') readLegend(walk, block)
}

function readLegend({ document, ledger }: Walk, block: LegendBlock): void {
  ledger.mark(block.label, 'used', 'key')
  for (const { mark, meaning, line, cells } of block.entries) {
    const canonical =
      statusHead(meaning)?.rest === '' ? (statusHead(meaning)?.canonical ?? null) : meaningOf(meaning)
    document.legend.push({ mark, meaning, canonical, line } satisfies LegendEntry)
    ledger.mark(cells, 'used', 'key')
  }
}

export function enterSection(walk: Walk, block: SectionBlock, index: number): void {
  const { place, ledger } = walk
  Object.assign(place, { list: null, listing: false })
  ledger.mark(block.cells, 'used', block.field)
  const name = block.name || block.ref || ''
  if (block.field === 'recommendation') {
    openFinding(walk, block.ref, block.name, block)
    // One of a list of findings stands above no table of its own.
    if (isFindingLine(walk.blocks[index - 1]) || isFindingLine(walk.blocks[index + 1])) place.finding = null
  } else if (block.field === 'phase') place.phase = phaseOf(walk, block)
  else if (block.field === 'outcome' && place.phase?.outcome === null) place.phase.outcome = name
  else place[block.field] = name
  if (block.field === 'theme' || block.field === 'phase')
    Object.assign(place, { finding: null, heading: name })
  if (block.field === 'theme')
    Object.assign(place, { objective: null, outcome: null, themeRank: block.rank, parts: true })
}

function isFindingLine(block: Block | undefined): boolean {
  return block?.kind === 'section' && block.field === 'recommendation'
}

function phaseOf({ base }: Walk, block: SectionBlock): ReadPhase {
  const { name, deadline } = splitDeadline(block.text)
  return { name: name || block.text, by: deadline ? readDeadline(deadline, base) : null, outcome: null }
}

export function visitText(walk: Walk, block: TextBlock, index: number): void {
  const numbered = /^(\d{1,2})[.)]\s+(.+)$/.exec(block.text)
  const leads = leadsTable(walk, index)
  if (block.role === 'label') enterLabel(walk, block, index)
  else if (numbered && leads) openFinding(walk, numbered[1] ?? null, numbered[2] ?? '', block)
  else if (afterLabel(walk, index) && leads) openFinding(walk, null, block.text, block)
  else if (walk.place.listing && isListed(block)) listFinding(walk, block)
  else if (walk.place.list && (block.role === 'bullet' || block.role === 'paragraph'))
    addToFinding(walk, block, index)
  else if (block.role === 'heading') enterHeading(walk, block, index)
}

const isListed = ({ role }: TextBlock) => role === 'bullet' || role === 'numbered'

/** One of a list of findings in prose: its number, its words, and the deadline in brackets at its end. */
function listFinding(walk: Walk, block: TextBlock): void {
  const [number, words] = numberAndWords(withoutMarks(block.text))
  const { name, deadline } = splitDeadline(words.replace(/[.;]$/, ''))
  openFinding(walk, number, name, block)
  const finding = walk.findings.at(-1)
  if (finding && deadline) finding.deadline = readDeadline(deadline, walk.base)
  walk.place.finding = null
}

const withoutMarks = (text: string) => text.replace(/^(?:[-•·▪●◦*\uf0b7]\s*)+/, '').trim()

/** The next block that says anything, where it is a table with headings. */
function nextTable({ blocks }: Walk, index: number): TableBlock | null {
  let at = index + 1
  while (blocks[at]?.kind === 'dropped' || isImprintBlock(blocks[at])) at += 1
  const next = blocks[at]
  return next?.kind === 'table' && next.header !== null ? next : null
}

function isImprintBlock(block: Block | undefined): boolean {
  return block?.kind === 'text' && block.role === 'imprint'
}

const leadsTable = (walk: Walk, index: number) => nextTable(walk, index) !== null

function afterLabel({ blocks }: Walk, index: number): boolean {
  const before = blocks[index - 1]
  return before?.kind === 'text' && labelOf(before.text) === 'recommendation'
}

function enterLabel({ place, ledger, blocks }: Walk, block: TextBlock, index: number): void {
  const label = labelOf(block.text)
  const next = blocks[index + 1]
  ledger.mark(block.cells, 'used', 'label')
  place.listing = label === 'recommendation' && next?.kind === 'text' && isListed(next)
  if (label === 'recommendation') place.list = null
  else if (place.finding !== null && label) place.list = label
}

export function openFinding(
  walk: Walk,
  ref: string | null,
  words: string,
  { line, cells }: TextBlock | SectionBlock,
): void {
  const { place } = walk
  const deadline = place.deadline ? readDeadline(place.deadline, walk.base) : null
  walk.findings.push(
    newFinding({ ref, words: words || null, group: place.heading, deadline, sourceLines: [line] }),
  )
  Object.assign(place, { finding: walk.findings.length - 1, list: null })
  walk.ledger.mark(cells, 'used', 'finding')
}

function enterHeading(walk: Walk, block: TextBlock, index: number): void {
  const { place, document } = walk
  const { name, deadline } = splitDeadline(block.text)
  const title = document.title === block.text
  const table = nextTable(walk, index)
  const isPlan = table?.header ? isPlanHeader(table.header) : false
  const part = isPlan && isPart(walk, block)
  Object.assign(place, {
    finding: null,
    list: null,
    listing: false,
    heading: title ? null : name,
    deadline,
    objective: part ? name : null,
    outcome: null,
  })
  const named = !title && !isFurnitureName(name)
  if (named && !part && (deadline || isPlan || standsOver(walk, block, index)))
    Object.assign(place, { theme: name, themeRank: block.rank, parts: false })
  if (deadline || table || standsOver(walk, block, index)) walk.ledger.mark(block.cells, 'used', 'heading')
}

/** A heading below the one that gave the theme names a part of it: the objective of the rows that follow. */
function isPart({ place, document }: Walk, { rank, text }: TextBlock): boolean {
  if (place.theme === null || document.title === text || isFurnitureName(text)) return false
  if (rank !== null && place.themeRank !== null) return rank > place.themeRank
  return rank === 7 || place.parts
}

/** A heading right above a lower one, in rank, that leads a table. */
function standsOver(walk: Walk, { rank }: TextBlock, index: number): boolean {
  let at = index + 1
  while (walk.blocks[at]?.kind === 'dropped' || isImprintBlock(walk.blocks[at])) at += 1
  const next = walk.blocks[at]
  if (rank === null || next?.kind !== 'text' || next.role !== 'heading') return false
  return next.rank !== null && next.rank > rank && leadsTable(walk, at)
}

const FURNITURE =
  /\b(?:(?:action|improvement|business|delivery|development|work|recovery|implementation|transformation|response) plan|appendix|table|annex|milestone report|log|tracker)\b|^(?:actions?|priorities|recommendations|progress(?: report)?|contents|introduction|the plan|plan|summary|update)$/i

/** A heading that names the table and not what it is about. */
function isFurnitureName(name: string): boolean {
  return FURNITURE.test(name)
}

/** Lists below a finding's table: the first is its success criteria, the next after a blank line its measures. */
function addToFinding(walk: Walk, block: TextBlock, index: number): void {
  const { place } = walk
  const finding = walk.findings[place.finding ?? -1]
  if (!finding) return
  const text = block.text.replace(/^(?:[-•·▪●◦*]\s*)+/, '').trim()
  const before = walk.blocks[index - 1]
  const labelled = before?.kind === 'text' && before.role === 'label'
  if (block.blankBefore && !labelled && place.list === 'criteria' && finding.successCriteria.length > 0) {
    place.list = 'measures'
    finding.doubts.push(
      rowDoubt('finding', `The list from line ${block.line} has no heading: it was read as the measures.`),
    )
  }
  const list = place.list === 'measures' ? finding.measures : finding.successCriteria
  list.push(text)
  finding.sourceLines.push(block.line)
  walk.ledger.mark(block.cells, 'used', place.list === 'measures' ? 'measure' : 'successCriteria')
}
