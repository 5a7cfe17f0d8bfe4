import {
  Document,
  type FileChild,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  type IParagraphOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TabStopType,
  TextRun,
} from 'docx'
import {
  type Block,
  type Paragraph as BlockParagraph,
  type Chart,
  type Definitions,
  type DocumentDescription,
  type List,
  type Run,
  refuseBrokenTables,
} from './description.ts'
import { easyBlocks } from './docx-easy.ts'
import { markedRuns, textRuns } from './docx-runs.ts'
import { NUMBERING, stylesOf } from './docx-styles.ts'
import { endOfDocument, type Frame, tableBlocks } from './docx-table.ts'
import { escapeMarkup } from './html.ts'
import { cleanText, keyAsTable } from './look.ts'
import { toPng } from './picture.ts'
import { withoutTimes } from './zip.ts'

/** Paper in twips (1/1440 inch), and the margins of each orientation. */
const PAPER = { A4: { short: 11906, long: 16838 }, A3: { short: 16838, long: 23811 } } as const
const MARGIN = {
  portrait: { top: 1247, bottom: 1134, left: 1134, right: 1134 },
  landscape: { top: 1134, bottom: 1020, left: 850, right: 850 },
} as const

/**
 * The document as the bytes of a Word file. Takes as long as it takes: on a server call `writeDocx`, which does it
 * in a worker thread.
 * @throws Error with a sentence for each fault when a table's rows do not fit its columns
 */
export async function toDocx(description: DocumentDescription): Promise<Uint8Array> {
  refuseBrokenTables(description, 'Word')
  const overrides = [{ path: 'docProps/core.xml', data: coreProperties(description) }]
  return withoutTimes(await Packer.pack(wordDocument(description), 'uint8array', undefined, overrides))
}

function wordDocument(description: DocumentDescription): Document {
  const frame = frameOf(description)
  const { header } = description
  return new Document({
    title: cleanText(description.title),
    styles: stylesOf(description.large ?? false),
    numbering: NUMBERING,
    features: { updateFields: false },
    sections: [
      {
        properties: { page: pageOf(description) },
        ...(header === null ? {} : { headers: { default: pageHeader(header) } }),
        footers: { default: pageFooter(description.footer, frame) },
        children: wordBlocks(description.blocks, frame, description.large ?? false),
      },
    ],
  })
}

function frameOf({ pageSize, orientation }: DocumentDescription): Frame {
  const margin = MARGIN[orientation]
  const { short, long } = PAPER[pageSize]
  const [width, height] = orientation === 'portrait' ? [short, long] : [long, short]
  return { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom }
}

/** The library turns the sheet itself: it wants the short side as the width either way. */
function pageOf({ pageSize, orientation }: DocumentDescription) {
  const { short, long } = PAPER[pageSize]
  const turned = orientation === 'portrait' ? PageOrientation.PORTRAIT : PageOrientation.LANDSCAPE
  return {
    size: { width: short, height: long, orientation: turned },
    margin: { ...MARGIN[orientation], header: 567, footer: 510 },
  }
}

function pageHeader(text: string): Header {
  return new Header({ children: [new Paragraph({ style: 'PageLine', children: textRuns([{ text }]) })] })
}

function pageFooter(text: string | null, frame: Frame): Footer {
  const number = ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES]
  const children = [...textRuns([{ text: text ?? '' }]), new TextRun({ children: ['\t', ...number] })]
  const tabStops = [{ type: TabStopType.RIGHT, position: frame.width }]
  return new Footer({ children: [new Paragraph({ style: 'PageLine', tabStops, children })] })
}

/** What the writing of one document carries from block to block. */
interface Progress {
  frame: Frame
  /** Whether the next block begins a page. */
  breaks: boolean
  /** Numbered lists so far: each counts from 1. */
  lists: number
  /** Whether the block in hand stays with the next one. */
  stays: boolean
  /** Pictures so far. The library would go on counting from one document to the next. */
  pictures: number
}

/** A page break rides on the paragraph after it: one of its own would leave a blank page where a page is just full. */
function wordBlocks(blocks: Block[], frame: Frame, large: boolean): FileChild[] {
  // In large type the last headed part is so short that it would be a page by itself: the part before it goes along.
  const endsFrom = large ? lastPartButOne(blocks) : blocks.length
  const progress: Progress = { frame, breaks: false, lists: 0, pictures: 0, stays: false }
  const written: FileChild[] = []
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'page-break') {
      progress.breaks = written.length > 0
      continue
    }
    progress.stays = index >= endsFrom && index < blocks.length - 1
    const made = wordBlock(block, blocks[index + 1], progress)
    // Below a table that just fills its page, the small paragraph would be a page of its own.
    written.push(...(endsPage(blocks, index) && hasTail(block) ? made.slice(0, -1) : made))
    progress.breaks = false
  }
  const last = blocks.at(-1)
  return last && hasTail(last) ? [...written.slice(0, -1), endOfDocument()] : written
}

/** Where the last headed part but one begins. */
const lastPartButOne = (blocks: readonly Block[]): number =>
  blocks.flatMap(({ kind }, at) => (kind === 'heading' ? at : [])).at(-2) ?? blocks.length

/** Whether what follows begins a page. */
const endsPage = (blocks: Block[], at: number): boolean =>
  blocks[at + 1]?.kind === 'page-break' && blocks.slice(at + 1).some(({ kind }) => kind !== 'page-break')

/** Tables have a small paragraph after them, which keeps them from what follows. */
const hasTail = ({ kind }: Block): boolean => kind === 'table' || kind === 'key' || kind === 'easy'

function wordBlock(
  block: Exclude<Block, { kind: 'page-break' }>,
  next: Block | undefined,
  progress: Progress,
): FileChild[] {
  switch (block.kind) {
    case 'heading':
      return [line([{ text: block.text }], progress, { heading: HEADINGS[block.level] }, block.mark)]
    case 'paragraph':
      return [
        line(block.runs, progress, {
          ...paragraphStyle(block),
          ...(introduces(next) || progress.stays ? { keepNext: true } : {}),
        }),
      ]
    case 'list':
      return listItems(block, progress)
    case 'definitions':
      return definitionLines(block, progress)
    case 'key':
      return [...startPage(progress), ...tableBlocks(keyAsTable(block), progress.frame)]
    case 'table':
      return [...startPage(progress), ...tableBlocks(block, progress.frame)]
    case 'chart':
      return chartLines(block, progress)
    case 'easy':
      return [...startPage(progress), ...easyBlocks(block, progress.stays)]
  }
}

/** Twips. A chart is no wider than an upright page lets it be: across a landscape one it would fill the page. */
const CHART_WIDTH = 9638

/** Dots across a chart: sharp on paper, and a small file. */
const CHART_DOTS = 1800

/** Word shows a picture: a drawing is not what every program that opens Word files can show. */
function chartLines({ svg, alt, caption }: Chart, progress: Progress): Paragraph[] {
  const picture = toPng(svg, CHART_DOTS)
  // The library counts pictures in pixels of 1/96 inch; a twip is 1/1440.
  const width = Math.round(Math.min(progress.frame.width, CHART_WIDTH) / 15)
  const height = Math.round((picture.height / picture.width) * width)
  progress.pictures += 1
  const [name, id] = [cleanText(caption), String(progress.pictures)]
  const altText = { title: name, description: cleanText(alt), name, id }
  const image = new ImageRun({
    ...{ type: 'png', data: picture.bytes, altText },
    transformation: { width, height },
  })
  const pageBreakBefore = progress.breaks
  progress.breaks = false
  return [
    new Paragraph({ children: [image], keepNext: true, ...(pageBreakBefore ? { pageBreakBefore } : {}) }),
    // A table's caption stays with its table; this one is above nothing.
    new Paragraph({ style: 'Caption', keepNext: false, children: textRuns([{ text: caption }]) }),
  ]
}

const HEADINGS = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
  4: HeadingLevel.HEADING_4,
} as const

const paragraphStyle = ({ style }: BlockParagraph) => (style ? { style: PARAGRAPH_STYLES[style] } : {})

const PARAGRAPH_STYLES = { lead: 'Lead', note: 'Note', large: 'Large' } as const

/** Words just above a table or a list introduce it, and stay on its page. */
function introduces(next: Block | undefined): boolean {
  return next?.kind === 'table' || next?.kind === 'key' || next?.kind === 'list'
}

function line(runs: Run[], progress: Progress, dress: IParagraphOptions, mark?: string): Paragraph {
  const pageBreakBefore = progress.breaks
  progress.breaks = false
  return new Paragraph({
    ...dress,
    children: markedRuns(runs, mark),
    ...(pageBreakBefore ? { pageBreakBefore } : {}),
  })
}

/** A table that begins a page needs a paragraph to carry the break: its caption follows at once. */
function startPage(progress: Progress): Paragraph[] {
  return progress.breaks ? [line([], progress, { style: 'AfterTable' })] : []
}

function listItems(list: List, progress: Progress): Paragraph[] {
  if (list.ordered) progress.lists += 1
  const reference = list.ordered ? 'numbers' : 'bullets'
  const numbering = { reference, level: 0, instance: list.ordered ? progress.lists : 0 }
  return list.items.map((item) => line(item, progress, { numbering }))
}

/** Term, tab, meaning, with the later lines under the meaning: a real list reads better aloud than a table. */
function definitionLines(block: Definitions, progress: Progress): Paragraph[] {
  const dress = {
    indent: { left: 2835, hanging: 2835 },
    tabStops: [{ type: TabStopType.LEFT, position: 2835 }],
    spacing: { after: 60 },
  }
  return block.entries.map(({ term, meaning }) => {
    const children = [
      ...textRuns([{ text: term, bold: true }]),
      new TextRun({ children: ['\t'] }),
      ...textRuns(meaning),
    ]
    const pageBreakBefore = progress.breaks
    progress.breaks = false
    return new Paragraph({ ...dress, children, ...(pageBreakBefore ? { pageBreakBefore } : {}) })
  })
}

/** The library writes no language here, and the hour of its own clock; this part is therefore written whole. */
function coreProperties(description: DocumentDescription): string {
  const written = `${description.written}T00:00:00Z`
  const text = (words: string) => escapeMarkup(words)
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${text(description.title)}</dc:title><dc:subject>${text(description.subject)}</dc:subject>` +
    `<dc:creator>${text(description.author)}</dc:creator><cp:lastModifiedBy>${text(description.author)}</cp:lastModifiedBy>` +
    `<dc:language>${description.language}</dc:language><cp:revision>1</cp:revision>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${written}</dcterms:created>` +
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${written}</dcterms:modified></cp:coreProperties>`
  )
}
