/** Plans as PDFs: printed by a browser, and by LibreOffice from the Word file. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'

const SECONDS = 50

/** `tagged`: with the tags that a browser writes when a person saves a page. */
export async function printedPdf(browser: Browser, html: string, tagged = true): Promise<Uint8Array> {
  const page = await browser.newPage()
  try {
    await page.setContent(html)
    return new Uint8Array(await page.pdf({ preferCSSPageSize: true, tagged }))
  } finally {
    await page.close()
  }
}

/** The program where this machine has it; null where not. */
export const SOFFICE: string | null =
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'soffice'))
    .find((path) => existsSync(path)) ?? null

/** The PDFs of the Word files, by the same names. One start of the program for all of them, with a profile of its own. */
export async function officePdfs(
  files: ReadonlyMap<string, Uint8Array>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-office-'))
  try {
    for (const [name, bytes] of files) await writeFile(join(folder, `${name}.docx`), bytes)
    await convert(
      folder,
      [...files.keys()].map((name) => join(folder, `${name}.docx`)),
    )
    const made = [...files.keys()].map(
      async (name) => [name, new Uint8Array(await readFile(join(folder, `${name}.pdf`)))] as const,
    )
    return new Map(await Promise.all(made))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function convert(folder: string, paths: readonly string[]): Promise<void> {
  const profile = pathToFileURL(join(folder, 'profile')).href
  const options = ['--headless', '--norestore', '--convert-to', 'pdf', '--outdir', folder]
  await promisify(execFile)(
    SOFFICE ?? 'soffice',
    [`-env:UserInstallation=${profile}`, ...options, ...paths],
    {
      timeout: SECONDS * 1000,
      killSignal: 'SIGKILL',
    },
  )
}
