/** pdf.js, opened without anything that it could need of a browser. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/display/api.js'
import { Unreadable } from '../grid.ts'

type Library = typeof import('pdfjs-dist/legacy/build/pdf.mjs')

const MOST_PAGES = 500

/** Errors: Unreadable with a sentence: no PDF, damaged, locked by a password, more than 500 pages. */
export async function openPdf(bytes: Uint8Array): Promise<{ document: PDFDocumentProxy; library: Library }> {
  if (!Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) throw new Unreadable('The file is not a PDF.')
  const library = await load()
  const document = await open(library, bytes)
  if (document.numPages <= MOST_PAGES) return { document, library }
  await document.loadingTask.destroy()
  throw new Unreadable(
    `This PDF has ${document.numPages} pages: a plan has fewer than ${MOST_PAGES}. Give only the pages with the plan.`,
  )
}

async function load(): Promise<Library> {
  const here = globalThis as Record<string, unknown>
  // It looks for these when it starts, to draw with, and warns where they are missing. Nothing is drawn here.
  here.DOMMatrix ??= class {}
  here.Path2D ??= class {}
  return import('pdfjs-dist/legacy/build/pdf.mjs')
}

async function open(library: Library, bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const task = library.getDocument({
    // It keeps what it is given; the caller's bytes stay his.
    data: bytes.slice(),
    verbosity: 0,
    // The fonts' names: they say what is bold.
    fontExtraProperties: true,
    // Pictures are never unpacked.
    maxImageSize: 1,
    useWasm: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    enableXfa: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    cMapUrl: join(folder, 'cmaps/'),
    standardFontDataUrl: join(folder, 'standard_fonts/'),
  })
  try {
    return await task.promise
  } catch (error) {
    throw sentenceOf(error)
  }
}

function sentenceOf(error: unknown): Unreadable {
  const name = error instanceof Error ? error.name : ''
  return name === 'PasswordException'
    ? new Unreadable('This PDF is locked by a password. Save it without one and bring it again.')
    : new Unreadable(
        'This PDF is damaged: it cannot be opened. Ask for it again, or for the Word or Excel file.',
      )
}
