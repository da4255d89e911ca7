import {UsageError} from '../../src/errors.js'

/**
 * An effective time as a number that grows with it. Rows that are not published yet have none: they go by the date of
 * their file.
 *
 * @param fileDate - `YYYYMMDD`; absent where the file's name holds none.
 * @returns 0 for a text that is no date: whatever has one is newer.
 */
export function versionOf(effectiveTime: string, fileDate = ''): number {
  const text = effectiveTime === '' ? fileDate : effectiveTime
  if (text.length !== 8) return 0
  const number = Number(text)
  return Number.isInteger(number) && number > 0 ? number : 0
}

/** `20180931` has the form of a date and is none. */
export function isCalendarDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  if (year === undefined) return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}

/**
 * The date that `--release` names.
 *
 * @throws {UsageError} When it is no date.
 */
export function checkedRelease(release: string | undefined): string | undefined {
  if (release === undefined || isCalendarDate(release)) return release
  throw new UsageError(`"${release}" is not a date.`, 'Give --release as YYYYMMDD, for example 20240801.')
}
