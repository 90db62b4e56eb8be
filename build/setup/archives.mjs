import { createReadStream, createWriteStream, mkdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

const TAR_BLOCK = 512

/**
 * Copies one member of a .tgz to a file without holding either in memory. npm packs plain ustar headers.
 * @param {string} tgz
 * @param {string} member
 * @param {string} target
 */
export async function extractTarMember(tgz, member, target) {
  const bytes = createReadStream(tgz).pipe(createGunzip())
  const reader = new BlockReader(bytes[Symbol.asyncIterator]())
  for (;;) {
    const header = await reader.take(TAR_BLOCK)
    const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '')
    if (name === '') throw new Error(`${member} is not in the archive`)
    const size = parseInt(header.toString('ascii', 124, 136), 8)
    const content = reader.stream(size)
    if (name === member) {
      await pipeline(Readable.from(content), createWriteStream(target))
      bytes.destroy()
      return
    }
    for await (const _skipped of content);
    await reader.take((TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK)
  }
}

class BlockReader {
  /** @type {Buffer} */
  #pending = Buffer.alloc(0)
  #source

  /** @param {AsyncIterator<Buffer>} source */
  constructor(source) {
    this.#source = source
  }

  async #more() {
    const { done, value } = await this.#source.next()
    if (done) throw new Error('the archive ends too early')
    return value
  }

  /** @param {number} count */
  async take(count) {
    while (this.#pending.length < count) {
      this.#pending = Buffer.concat([this.#pending, await this.#more()])
    }
    const taken = this.#pending.subarray(0, count)
    this.#pending = this.#pending.subarray(count)
    return taken
  }

  /** @param {number} count */
  async *stream(count) {
    let left = count
    while (left > 0) {
      const chunk = this.#pending.length > 0 ? this.#pending : await this.#more()
      const part = chunk.subarray(0, left)
      this.#pending = chunk.subarray(part.length)
      left -= part.length
      yield part
    }
  }
}

/**
 * Unpacks a zip. `placeFor` gives each entry's place in the folder, or undefined to leave it out.
 * @param {string} file
 * @param {string} folder
 * @param {(entryName: string) => string | undefined} placeFor
 */
export async function unzip(file, folder, placeFor) {
  const { openPromise } = await import('yauzl')
  const zip = await openPromise(file, { lazyEntries: true })
  try {
    for await (const entry of zip.eachEntry()) {
      const place = entry.fileName.endsWith('/') ? undefined : placeFor(entry.fileName)
      if (place === undefined || normalize(place).startsWith('..')) continue
      const target = join(folder, place)
      mkdirSync(dirname(target), { recursive: true })
      const mode = (entry.externalFileAttributes >>> 16) & 0o777 || 0o644
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, { mode }))
    }
  } finally {
    zip.close()
  }
}
