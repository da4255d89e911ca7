import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {ownValue} from '../../src/domain/own-value.js'
import {ModelUnusableError} from '../../src/errors.js'
import {readJsonFile} from '../json-file.js'

/** One JSON file of settings in a folder of a model that is to be imported; every error names the file and the key. */
export class SourceSettings {
  private constructor(
    readonly path: string,
    private readonly values: Readonly<Record<string, unknown>>,
  ) {}

  /**
   * @throws {ModelMissingError} When there is no such file.
   * @throws {ModelUnusableError} When it is not a JSON object.
   */
  static read(folder: string, name: string): SourceSettings {
    const path = join(folder, name)
    const values = readJsonFile(path)
    if (typeof values !== 'object' || values === null || Array.isArray(values)) {
      throw new ModelUnusableError(`${path} is not a JSON object.`, 'Download or copy the model again.')
    }
    return new SourceSettings(path, values as Record<string, unknown>)
  }

  /** @returns `undefined` when there is no such file. */
  static readIfThere(folder: string, name: string): SourceSettings | undefined {
    return existsSync(join(folder, name)) ? SourceSettings.read(folder, name) : undefined
  }

  get keys(): readonly string[] {
    return Object.keys(this.values)
  }

  /** The value as it stands; `null` counts as absent. */
  value(key: string): unknown {
    return ownValue(this.values, key) ?? undefined
  }

  /** @throws {ModelUnusableError} When the value is not a whole number from `least` up. */
  count(key: string, least = 1): number {
    const value = this.value(key)
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value
    throw this.notUnderstood(key, `a whole number from ${least}`)
  }

  /** @throws {ModelUnusableError} When the value is given and is not a positive number. */
  positive(key: string, absent: number): number {
    const value = this.value(key) ?? absent
    if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return value
    throw this.notUnderstood(key, 'a positive number')
  }

  /** @throws {ModelUnusableError} When the value is given and neither true nor false. */
  flag(key: string, absent: boolean): boolean {
    const value = this.value(key) ?? absent
    if (typeof value === 'boolean') return value
    throw this.notUnderstood(key, 'true or false')
  }

  /** @throws {ModelUnusableError} When the value is not a string; absent counts as `absent`. */
  text(key: string, absent?: string): string {
    const value = this.value(key) ?? absent
    if (typeof value === 'string') return value
    throw this.notUnderstood(key, 'a string')
  }

  /** @throws {ModelUnusableError} When the value is given and another than `wanted`. */
  expect(key: string, wanted: string | number | boolean): void {
    const value = this.value(key)
    if (value !== undefined && value !== wanted) throw this.notUnderstood(key, JSON.stringify(wanted))
  }

  /** An error for a value that cannot be converted. */
  notUnderstood(key: string, wanted: string): ModelUnusableError {
    const value = this.value(key)
    const given = value === undefined ? 'is not given' : `is ${JSON.stringify(value)}`
    return new ModelUnusableError(
      `${this.path}: ${key} ${given}; only ${wanted} can be converted.`,
      supportedHint,
    )
  }
}

/** What can be converted, for people whose model cannot. */
export const supportedHint =
  'Use a BERT, RoBERTa, XLM-RoBERTa, MPNet or DistilBERT encoder; docs/models.md lists what is understood.'
