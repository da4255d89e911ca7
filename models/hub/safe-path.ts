/** Names that Windows gives to devices, with any ending. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * Whether a path that a server named stays below the folder it is joined to, on every system: parts joined by `/`, none
 * empty, `.` or `..`, none that Windows reads in another way.
 */
export function isSafePath(path: string): boolean {
  return path.length <= 400 && path.split('/').every(isSafePart)
}

function isSafePart(part: string): boolean {
  return part !== '' && !/[\x00-\x1f\x7f<>:"\\|?*]|[. ]$/.test(part) && !deviceName.test(part)
}
