import { z } from 'zod'
import { WISHES } from './domain/wish.ts'

export const WishForm = z.object({ mail: z.enum(WISHES, 'Select how often you want mail') })

export const ReadAllForm = z.object({ upTo: z.uuid() })
