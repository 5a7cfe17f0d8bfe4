import type { FastifyInstance, FastifyReply } from 'fastify'
import type { z } from 'zod'
import type { Permission } from '../access/permissions.ts'
import { dayOf, type PlainDate } from '../calendar.ts'
import { writeCsv } from '../office/csv.ts'
import { TABLE_FORMATS, type Table, type TableFormat, toWorkbook } from '../office/table.ts'
import { writeWorkbook } from '../office/write.ts'
import { sendAttachment } from './attachment.ts'
import { type ActorWork, type Deps, route } from './routes.ts'

interface TableRoute<P extends z.ZodType, Q extends z.ZodType> {
  can: Permission
  /** The address of each format: two doors, which open for the same people. */
  url: (format: TableFormat) => string
  params?: P
  query?: Q
  /** Errors: what its page would answer, such as NotFound. */
  table: (work: ActorWork<z.output<P>, z.output<Q>>) => Promise<Table>
}

type Nothing = z.ZodObject<Record<never, never>>

/** The doors at which a list can be taken away, as Excel and as CSV. */
export function tableRoutes<P extends z.ZodType = Nothing, Q extends z.ZodType = Nothing>(
  app: FastifyInstance,
  deps: Deps,
  { can, url, params, query, table }: TableRoute<P, Q>,
): void {
  for (const format of TABLE_FORMATS) {
    route<P, Q>(app, deps, {
      ...{ method: 'GET', url: url(format), can },
      ...(params && { params }),
      ...(query && { query }),
      handle: async (work) => {
        const from = { author: work.actor.areaName, written: dayOf(deps.clock.now()) }
        return sendTable(work.reply, await table(work), format, from)
      },
    })
  }
}

/** Sends a list as a file whose name says what it is and of which day. */
export async function sendTable(
  reply: FastifyReply,
  table: Table,
  format: TableFormat,
  from: { author: string; written: PlainDate },
): Promise<FastifyReply> {
  const name = `${table.title} ${from.written}.${format}`
  if (format === 'csv') return sendAttachment(reply, { name, type: CSV, bytes: writeCsv(table) })
  return sendAttachment(reply, { name, type: XLSX, bytes: await writeWorkbook(toWorkbook(table, from)) })
}

const CSV = 'text/csv; charset=utf-8'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
