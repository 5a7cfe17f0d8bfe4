import type { TableFormat } from '../../platform/office/table.ts'

/** Every address of what people are told, and of the mail. */
export const noticePaths = {
  notices: '/notices',
  page: (page: number) => `/notices?page=${page}`,
  read: (noticeId: string) => `/notices/${noticeId}/read`,
  mailTable: (format: TableFormat, show: string | null = null) =>
    `/mail/list.${format}${show && show !== 'all' ? `?show=${show}` : ''}`,
  readAll: '/notices/read-all',
  wish: '/notices/wish',
  mail: '/mail',
  mailOf: (filter: string, page = 1) => `/mail?show=${filter}${page > 1 ? `&page=${page}` : ''}`,
  againAll: '/mail/again-all',
  again: (mailId: string) => `/mail/${mailId}/again`,
} as const
