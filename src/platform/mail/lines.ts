/** Without line breaks and other control characters: what stands in a header is one line, whoever wrote it. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
