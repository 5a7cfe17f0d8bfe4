/** Our own exports write identities as names of bookmarks: "gt_" for a row, "gtx_" for the export. */
export interface Identity {
  of: 'row' | 'export'
  /** A UUID with hyphens, in lower case. */
  id: string
}

/** null for every other bookmark. */
export function identityOf(name: string): Identity | null {
  const [, whole, hex] = /^gt(x?)_([0-9a-f]{32})$/i.exec(name) ?? []
  if (hex === undefined) return null
  const id = hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { of: whole ? 'export' : 'row', id }
}
