/** A value of a JSON file and the line on which it starts. */
export interface JsonNode {
  readonly value: string | number | boolean | null | readonly JsonNode[] | ReadonlyMap<string, JsonNode>
  /** From 1. */
  readonly line: number
}

/** A member of an object; `undefined` for a missing one, for `null`, and for what is no object. */
export function member(node: JsonNode | undefined, key: string): JsonNode | undefined {
  const found = node?.value instanceof Map ? (node.value.get(key) as JsonNode | undefined) : undefined
  return found?.value === null ? undefined : found
}

/** Receives values that are not of the kind wanted. */
export type ReportWrongKind = (wanted: string, line: number) => void

/** The text of a member; one of another kind is told and taken for missing. */
export function textMember(
  node: JsonNode | undefined,
  key: string,
  wrongKind: ReportWrongKind,
): string | undefined {
  const found = member(node, key)
  if (found === undefined || typeof found.value === 'string') return found?.value as string | undefined
  wrongKind(`text for "${key}"`, found.line)
  return undefined
}

/** The elements of an array that is a member; none where it is missing or, which is told, of another kind. */
export function itemsOf(
  node: JsonNode | undefined,
  key: string,
  wrongKind: ReportWrongKind,
): readonly JsonNode[] {
  const found = member(node, key)
  if (found === undefined) return []
  if (Array.isArray(found.value)) return found.value as readonly JsonNode[]
  wrongKind(`an array for "${key}"`, found.line)
  return []
}
