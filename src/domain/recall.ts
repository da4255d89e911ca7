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

/**
 * {@link recall} for many keys, of which those that are not known are found together.
 *
 * @param find - Told each unknown key once. What it does not find is not remembered.
 * @returns In the order of the keys.
 */
export function recallAll<Key, Value extends {}>(
  known: Map<Key, Value>,
  most: number,
  keys: readonly Key[],
  find: (unknown: readonly Key[]) => ReadonlyMap<Key, Value>,
): (Value | undefined)[] {
  const values = keys.map((key) => known.get(key))
  const unknown = new Set(keys.filter((_, i) => values[i] === undefined))
  if (unknown.size === 0) return values
  const found = find([...unknown])
  if (known.size + found.size > most) known.clear()
  for (const [key, value] of found) known.set(key, value)
  return keys.map((key, i) => values[i] ?? found.get(key))
}
