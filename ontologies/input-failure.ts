import {InputError} from '../src/errors.js'

/**
 * Says in our own words what the file system answered.
 *
 * @param path - The file or folder as the user knows it.
 * @returns An {@link InputError} with the failure as its cause; a failure that is not the file system's comes back as
 *   it is.
 */
export function inputFailure(path: string, failure: unknown): unknown {
  const code = failure instanceof Error && 'code' in failure ? failure.code : undefined
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
      return new InputError('INPUT_MISSING', `There is no file or folder ${path}.`, 'Check the path.', {
        cause: failure,
      })
    case 'EACCES':
    case 'EPERM':
      return new InputError(
        'INPUT_UNUSABLE',
        `${path} cannot be read: permission denied.`,
        'Allow yourself to read it, or copy it to where you may.',
        {cause: failure},
      )
    case 'ELOOP':
      return new InputError(
        'INPUT_UNUSABLE',
        `${path} cannot be read: its symbolic links lead in a circle.`,
        'Give the path of the real file or folder.',
        {cause: failure},
      )
    case 'EIO':
      return new InputError(
        'INPUT_DAMAGED',
        `${path} cannot be read: the disk reports an error.`,
        'Copy the file again from where it came.',
        {cause: failure},
      )
    default:
      return failure
  }
}

/** The error for a packed file that is cut or altered. */
export function damagedInput(path: string, what: string, cause?: unknown): InputError {
  return new InputError(
    'INPUT_DAMAGED',
    `${path} is damaged: ${what}.`,
    'Download or copy it again; it may be cut short.',
    {
      cause,
    },
  )
}
