import {basename, resolve} from 'node:path'

/** What the place of a model says of it. */
export interface SourceDescription {
  /** `FremyCompany/BioLORD-2023-M` where the repository is known, else the name of the folder. */
  readonly id: string
  /** A name for commands; may hold characters that a name must not have. */
  readonly name: string
  readonly origin: string
  /** Commit of the repository. */
  readonly revision?: string
}

/**
 * Tells a snapshot in the Hugging Face cache (`models--ORG--NAME/snapshots/COMMIT`) from any other folder.
 *
 * @see https://huggingface.co/docs/huggingface_hub/guides/manage-cache
 */
export function describeSource(folder: string): SourceDescription {
  const path = resolve(folder)
  const snapshot = /[/\\]models--([^/\\]+)[/\\]snapshots[/\\]([^/\\]+)$/.exec(path)
  if (snapshot === null) return {id: basename(path), name: basename(path), origin: `folder ${basename(path)}`}
  const id = snapshot[1]!.replaceAll('--', '/')
  return {id, name: basename(id), origin: `Hugging Face Hub, ${id}`, revision: snapshot[2]!}
}
