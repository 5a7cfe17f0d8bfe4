import { z } from 'zod'
import type { Attachment } from '../attachment.ts'

/** What an operation answers with whose answer is a file as it was kept, and no JSON. */
export const Attached = z.custom<Attachment>()
