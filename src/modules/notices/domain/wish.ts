/** How often somebody wants their notices by mail as well. */
export const WISHES = ['at_once', 'daily', 'never'] as const

export type Wish = (typeof WISHES)[number]

/**
 * Until somebody says otherwise: what cannot wait, such as being asked for an update, is a mail of its own in any case,
 * and forty busy people do not need one for each comment.
 */
export const FIRST_WISH: Wish = 'daily'
