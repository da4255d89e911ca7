import {join} from 'node:path'
import type {OntologyRow} from '../domain/ontology.js'
import type {Synonym} from '../domain/synonym.js'
import {IndexDamagedError} from '../errors.js'
import {type FileChecksum, FileVerifier} from '../files/checksum.js'
import {type KeptFile, parseKeptFileName} from './kept-lines.js'
import {databaseFile, manifestText, readManifest} from './manifest.js'
import {readIndexRows} from './read-index-rows.js'
import {type Database, openReadOnly, type SqlValue} from './sqlite.js'
import type {IndexManifest} from './term-index.js'

/** The index that an update starts from. */
export class PreviousIndex implements Disposable {
  private constructor(
    readonly folder: string,
    readonly manifest: IndexManifest,
    private readonly database: Database,
    private readonly check: (names: readonly string[]) => void,
  ) {}

  /**
   * Its vectors may be damaged: what does not match its checksum is encoded again.
   *
   * @throws {IndexMissingError} When there is no index in the folder.
   * @throws {IndexDamagedError} When its manifest or its database is missing, cut or altered.
   */
  static async open(folder: string, verifier = new FileVerifier()): Promise<PreviousIndex> {
    const manifest = readManifest(folder)
    const check = (names: readonly string[]) => {
      const expected = Object.fromEntries(names.map((name) => [name, manifest.files[name] as FileChecksum]))
      const damage = verifier.findDamage(folder, expected)
      if (damage) throw new IndexDamagedError(damage.path, damage.what)
    }
    check([databaseFile])
    return new PreviousIndex(folder, manifest, await openReadOnly(join(folder, databaseFile)), check)
  }

  /** The rows of a source, such that a build of them gives what the index holds of it. */
  rowsOf(code: string): Iterable<readonly OntologyRow[]> {
    return readIndexRows(this.database, code, this.folder)
  }

  /**
   * The lines that a source of changes only is read together with: plain file name and place.
   *
   * @throws {IndexDamagedError} When they are not as they were written.
   */
  keptFilesOf(code: string): KeptFile[] {
    const names = Object.keys(this.manifest.files).filter((name) => parseKeptFileName(name)?.code === code)
    this.check(names)
    return names.map((name) => ({
      name: parseKeptFileName(name)?.file as string,
      path: join(this.folder, name),
    }))
  }

  /** Whether another build was put in its place since it was opened. */
  isReplaced(): boolean {
    return manifestText(readManifest(this.folder)) !== manifestText(this.manifest)
  }

  /** The user's own synonyms, in the order in which they were given. */
  synonyms(): Synonym[] {
    return this.database
      .prepare<SqlValue[], {id: string; text: string}>('SELECT id, text FROM synonym ORDER BY place')
      .all()
      .map(({id, text}, i) => ({id, text, at: {file: this.folder, line: i + 1}}))
  }

  [Symbol.dispose](): void {
    this.database.close()
  }
}
