/** The six numbers by which a PDF places things: `[x y 1] × matrix`. */
export type Matrix = readonly [number, number, number, number, number, number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** First `inner`, then `outer`. */
export function combine(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner
  const [p, q, r, s, t, u] = outer
  return [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

export function place([a, b, c, d, e, f]: Matrix, x: number, y: number): { x: number; y: number } {
  return { x: a * x + c * y + e, y: b * x + d * y + f }
}

/** Six numbers out of whatever an operator was given; null where they are not six numbers. */
export function toMatrix(given: unknown): Matrix | null {
  if (!given || typeof given !== 'object' || !('length' in given)) return null
  const [a, b, c, d, e, f] = Array.from(given as ArrayLike<number>)
  return [a, b, c, d, e, f].every((part) => typeof part === 'number' && Number.isFinite(part))
    ? ([a, b, c, d, e, f] as unknown as Matrix)
    : null
}
