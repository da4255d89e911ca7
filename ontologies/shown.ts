/** A value of a file in a message: quoted, and short whatever the file holds. */
export function shown(value: string): string {
  return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`
}
