import { type Block, type DocumentDescription, paragraph, type StatusMark, textCell } from './description.ts'

/** A small document with every kind of block and the characters that break careless writers. For tests. */
export function sampleDocument(blocks: Block[] = sampleBlocks()): DocumentDescription {
  return {
    title: 'Plans & “progress” <draft>',
    subject: 'What was done',
    author: 'Anyshire',
    language: 'en-GB',
    written: '2011-06-02',
    pageSize: 'A4',
    orientation: 'landscape',
    header: 'Anyshire </style><script>',
    footer: 'As at 31 May 2011',
    blocks,
  }
}

const onTrack: StatusMark = { kind: 'status', shape: 'circle', colour: 'green', words: 'On track' }

function sampleBlocks(): Block[] {
  return [
    { kind: 'page-break' },
    { kind: 'heading', level: 1, text: 'Plans & “progress” <draft>' },
    paragraph('Two of three done', 'lead'),
    { kind: 'definitions', entries: [{ term: 'Area', meaning: [{ text: 'Anyshire' }] }] },
    { kind: 'heading', level: 2, text: 'Steps' },
    { kind: 'list', ordered: true, items: [[{ text: 'Ask' }], [{ text: 'Listen', bold: true }]] },
    { kind: 'list', ordered: false, items: [[{ text: 'Then' }, { text: ' act', italic: true }]] },
    { kind: 'list', ordered: true, items: [[{ text: 'Ask again' }]] },
    { kind: 'key', title: 'Status key', entries: [{ mark: onTrack, meaning: 'On track to be completed' }] },
    { kind: 'page-break' },
    { kind: 'page-break' },
    {
      kind: 'table',
      caption: 'Steps by lead',
      columns: [
        { header: 'Step', width: 40 },
        { header: onTrack, width: 30, figures: true },
        { header: 'Note', width: 50 },
      ],
      rows: [
        [{ ...textCell('Ask'), heads: true, rowSpan: 2 }, textCell('1'), textCell('line one\nline two')],
        [{ content: [onTrack] }, textCell('a <b> & "c" \u0001\u000b\ud800')],
      ],
    },
    { kind: 'page-break' },
  ]
}
