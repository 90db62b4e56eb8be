/** The part of yauzl that the set-up uses; the package brings no types. */
declare module 'yauzl' {
  interface Entry {
    readonly fileName: string
    readonly externalFileAttributes: number
  }
  interface ZipFile {
    eachEntry(): AsyncIterable<Entry>
    openReadStreamPromise(entry: Entry): Promise<NodeJS.ReadableStream>
    close(): void
  }
  export function openPromise(path: string, options: { lazyEntries: true }): Promise<ZipFile>
}
