/** A name to show and to offer again, from whatever a browser sent; never a path, never longer than 200 characters. */
export const cleanFileName = (name: string, otherwise: string): string =>
  name
    .replace(/^.*[/\\]/, '')
    .replace(/[^\p{L}\p{M}\p{N}._ ,'’&+()–-]/gu, '_')
    .slice(-200)
    .replace(/^[ .]+|[ .]+$/g, '') || otherwise
