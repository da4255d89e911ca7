/** Where the Hub gives a file, from the endpoint on. */
export function resolvePath(repository: string, commit: string, path: string): string {
  return `/${repository}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`
}
