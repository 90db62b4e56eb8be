import { replaceFile } from '../../../src-main/app/replace-file'
import { textOf } from './numbered-text'

/**
 * A process that saves one text after the other, each longer or shorter than the one before it, and says which it saved,
 * or why not. It ends when it is killed, or after so many.
 */
const [path = '', first = '0', count = 'Infinity', length = '400000'] = process.argv.slice(2)
const begin = Number(first)
for (let number = begin; number < begin + Number(count); number += 1) {
  try {
    replaceFile(path, textOf(number, Number(length)))
    process.stdout.write(`${String(number)}\n`)
  } catch (error) {
    process.stdout.write(`${(error as NodeJS.ErrnoException).code ?? String(error)}\n`)
  }
}
