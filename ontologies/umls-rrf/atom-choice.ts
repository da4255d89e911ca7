import {UsageError} from '../../src/errors.js'
import type {ReaderOptions} from '../reader.js'
import {chooseSemanticTypes} from './choose-semantic-types.js'
import {askedLanguage, languageOf} from './languages.js'
import type {RrfRow} from './read-rrf-rows.js'
import type {RrfTableFile} from './rrf-release.js'

/** Which rows a user wants, from the options; a row that carries no such column is not asked for it. */
export class AtomChoice {
  private readonly sources: ReadonlySet<string> | undefined
  private readonly languages: ReadonlySet<string> | undefined
  private readonly termTypes: ReadonlySet<string> | undefined
  /** TUIs of which a concept must have one; undefined: any concept. */
  readonly types: ReadonlySet<string> | undefined
  private readonly languageOrder: readonly string[]

  constructor({lat, language, sab, sty, tty}: ReaderOptions = {}) {
    this.sources = sab && new Set(sab.map((one) => one.toUpperCase()))
    this.languages = lat && new Set(lat.map(askedLanguage))
    this.termTypes = tty && new Set(tty.map((one) => one.toUpperCase()))
    this.types = sty && chooseSemanticTypes(sty)
    // the Metathesaurus names its concepts in English where it can
    this.languageOrder = (language ?? lat)?.map(askedLanguage) ?? ['en']
  }

  /** Whether some concepts of the release will be missing because of the options. */
  get narrows(): boolean {
    return (this.sources ?? this.languages ?? this.termTypes ?? this.types) !== undefined
  }

  hasSource(sab: string): boolean {
    return this.sources === undefined || this.sources.has(sab.toUpperCase())
  }

  /** @param language - BCP 47, as {@link languageOf} gives it. */
  hasLanguage(language: string): boolean {
    return this.languages === undefined || this.languages.has(language)
  }

  hasAtom(row: RrfRow): boolean {
    return (
      this.hasSource(row.get('SAB')) &&
      this.hasLanguage(languageOf(row.get('LAT')) ?? '') &&
      (this.termTypes === undefined || this.termTypes.has(row.get('TTY').toUpperCase()))
    )
  }

  /** Place of a language in the user's order; those not in it share the last. */
  languagePlace(lat: string): number {
    const place = this.languageOrder.indexOf(languageOf(lat) ?? '')
    return place < 0 ? this.languageOrder.length : place
  }

  /** @throws {UsageError} When semantic types are asked for and no table tells them. */
  refuseTypesWithout(table: RrfTableFile | undefined): void {
    if (this.types === undefined || table !== undefined) return
    throw new UsageError(
      '--sty needs the semantic types of the concepts, which are not in the source.',
      'Put MRSTY.RRF (RxNorm: RXNSTY.RRF) beside the other files, or leave --sty out.',
    )
  }

  /** @throws {UsageError} When a source that is asked for is none of the release's: a typing error would find nothing. */
  refuseUnknownSources(known: ReadonlySet<string>): void {
    const unknown = [...(this.sources ?? [])].find((one) => !known.has(one))
    if (unknown === undefined || known.size === 0) return
    throw new UsageError(
      `The release has no source "${unknown}".`,
      `Its sources: ${[...known].sort().join(', ')}.`,
    )
  }
}

/** What is obsolete (`O`) or suppressed by the editors (`E`) or by its kind (`Y`) is not wanted. */
export function isSuppressed(row: RrfRow): boolean {
  const mark = row.get('SUPPRESS')
  return mark === 'O' || mark === 'E' || mark === 'Y'
}
