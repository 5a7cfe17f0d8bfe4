/** In which forms a paper is made, in the order in which they are offered. */
export const FORMATS = ['html', 'docx', 'pdf', 'xlsx', 'csv', 'json'] as const
export type Format = (typeof FORMATS)[number]

interface About {
  /** What people choose it by. */
  words: string
  /** How the name of its file ends. */
  ending: string
  type: string
}

export const ABOUT_FORMAT: Record<Format, About> = {
  docx: {
    words: 'Word document',
    ending: 'docx',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  pdf: { words: 'PDF to send or print', ending: 'pdf', type: 'application/pdf' },
  html: { words: 'Web page to keep or print', ending: 'html', type: 'text/html; charset=utf-8' },
  xlsx: {
    words: 'Excel workbook, one sheet for each list',
    ending: 'xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  csv: { words: 'CSV, one file for each list (zip)', ending: 'csv.zip', type: 'application/zip' },
  json: { words: 'Every fact as data (JSON)', ending: 'json', type: 'application/json; charset=utf-8' },
}

export const isFormat = (text: string): text is Format => FORMATS.some((format) => format === text)

/** The forms that a paper has: one without a list behind it is neither a workbook nor a set of lists. */
export const formatsOf = (lists: readonly unknown[]): Format[] =>
  FORMATS.filter((format) => lists.length > 0 || (format !== 'xlsx' && format !== 'csv'))
