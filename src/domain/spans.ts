import type {Span} from './mention.js'

/** Whether two spans share a character. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

/** Whether a span lies in another, or is it. */
export function isWithin(a: Span, b: Span): boolean {
  return b.start <= a.start && a.end <= b.end
}

/** A stretch of a text without the white space at its ends; empty where it holds nothing else. */
export function trimSpan(text: string, start: number, end: number): Span {
  const part = text.slice(start, end)
  const lead = part.length - part.trimStart().length
  return {start: start + lead, end: start + lead + part.trim().length}
}
