/**
 * Every error that `biolord` raises on purpose. Each carries a sentence for the person at the terminal, a hint that says
 * what to do, a stable `code` for scripts and the documented exit status.
 */
export abstract class BiolordError extends Error {
  abstract readonly code: string
  abstract readonly exitCode: number
  /** oclif prints these under "Try this". */
  readonly suggestions: string[]

  constructor(message: string, hint: string, options?: {cause?: unknown}) {
    super(message, options)
    this.suggestions = [hint]
  }
}

/** The command line cannot be carried out as it stands. */
export class UsageError extends BiolordError {
  override readonly name = 'UsageError'
  readonly code = 'USAGE'
  readonly exitCode = 2
}

/** An input file is missing, unreadable or not what it should be. `code` says which. */
export class InputError extends BiolordError {
  override readonly name = 'InputError'
  readonly exitCode = 3

  constructor(
    readonly code:
      | 'INPUT_MISSING'
      | 'INPUT_EMPTY'
      | 'INPUT_UNKNOWN_FORMAT'
      | 'INPUT_DAMAGED'
      | 'INPUT_TOO_LARGE'
      | 'INPUT_UNUSABLE',
    message: string,
    hint: string,
    options?: {cause?: unknown},
  ) {
    super(message, hint, options)
  }
}

/** No index answers to the name, or none is there yet. */
export class IndexMissingError extends BiolordError {
  override readonly name = 'IndexMissingError'
  readonly code = 'INDEX_MISSING'
  readonly exitCode = 4
}

/** A file of the index is missing, cut, altered or of a format this version does not know. */
export class IndexDamagedError extends BiolordError {
  override readonly name = 'IndexDamagedError'
  readonly code = 'INDEX_DAMAGED'
  readonly exitCode = 4

  constructor(
    readonly path: string,
    readonly what: string,
    options?: {cause?: unknown},
  ) {
    super(
      `The index file ${path} ${what}.`,
      'Build the index again with "biolord index … --replace", or copy it again from where it came.',
      options,
    )
  }
}

/** Another process is building or removing the index of this name. */
export class IndexBusyError extends BiolordError {
  override readonly name = 'IndexBusyError'
  readonly code = 'INDEX_BUSY'
  readonly exitCode = 4

  constructor(readonly indexName: string) {
    super(
      `Another biolord process is writing the index "${indexName}".`,
      'Wait until it has finished, or build under another name with --name.',
    )
  }
}

/** The disk does not take an index. */
export class IndexUnwritableError extends BiolordError {
  override readonly name = 'IndexUnwritableError'
  readonly code = 'INDEX_UNWRITABLE'
  readonly exitCode = 4

  constructor(
    readonly indexName: string,
    readonly reason: string,
    options?: {cause?: unknown},
  ) {
    super(
      `The index "${indexName}" cannot be written: ${reason}.`,
      'Make room or make it writable, or set BIOLORD_HOME to another folder.',
      options,
    )
  }
}

/** The encoder asked for is not the one whose vectors the index holds. */
export class ModelMismatchError extends BiolordError {
  override readonly name = 'ModelMismatchError'
  readonly code = 'MODEL_MISMATCH'
  readonly exitCode = 4

  constructor(
    readonly builtWith: string,
    readonly requested: string,
  ) {
    super(
      `The index was built with ${builtWith}, but ${requested} was requested.`,
      'Leave --model out, or build a second index with that model (biolord index … --model … --name …).',
    )
  }
}

/** No model of that name, or a file of it is missing. */
export class ModelMissingError extends BiolordError {
  override readonly name = 'ModelMissingError'
  readonly code = 'MODEL_MISSING'
  readonly exitCode = 5
}

/** A model is there but cannot be used: damaged, truncated, or of a kind that is not supported. */
export class ModelUnusableError extends BiolordError {
  override readonly name = 'ModelUnusableError'
  readonly code = 'MODEL_UNUSABLE'
  readonly exitCode = 5
}

/** The Hugging Face Hub, or the way to it, refused or failed. `code` says how. */
export class HubError extends BiolordError {
  override readonly name = 'HubError'
  readonly exitCode = 5

  constructor(
    readonly code:
      | 'HUB_OFFLINE'
      | 'HUB_UNREACHABLE'
      | 'HUB_BUSY'
      | 'HUB_REFUSED'
      | 'HUB_NOT_FOUND'
      | 'HUB_DAMAGED'
      | 'HUB_DISK',
    message: string,
    hint: string,
    options?: {cause?: unknown},
  ) {
    super(message, hint, options)
  }
}
