/**
 * What was found before, or is found now and remembered. Keys come again and again, but a hostile input must not grow the
 * memory without end: what is full is emptied.
 *
 * @param most - Entries held.
 */
export function recall<Key, Value extends {}>(
  known: Map<Key, Value>,
  most: number,
  key: Key,
  find: (key: Key) => Value,
): Value {
  const value = known.get(key)
  if (value !== undefined) return value
  const found = find(key)
  if (known.size >= most) known.clear()
  known.set(key, found)
  return found
}
