import fc from 'fast-check'

/** Changes a text; the numbers say where and how. */
type Mutation = (text: string, where: number, what: number) => string

const at = (text: string, where: number) => (text.length === 0 ? 0 : where % text.length)
const pick = <Item>(items: readonly Item[], which: number): Item | undefined =>
  items[which % Math.max(items.length, 1)]

/** What breaks readers: ends, quotes, numbers that do not fit, names that objects have anyway. */
const poison = [
  ['\r\n', '\r', '\n', '\r\n ', '\r\n\r\n', '\0', '\t', ' ', '\u00ff', '\ufeff', '\u2028'],
  ['"', '\\', '"\\', '<', '>', ';', ',', '=', ':', '@', '%', '?', '[', ']', '(', '&', '|'],
  ['-1', '0', '65536', '4294967296', '99999999999999999999', '1e9', '0x10', 'NaN', ''],
  ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'],
  ['sip:', 'sips:a@', '[::1]', '[', ';tag=', ';branch=', ';rport', ';received=', 'SIP/2.0'],
  ['<!DOCTYPE a [<!ENTITY b "c">]>', '<![CDATA[', ']]>', '<!--', '<?', '/>', '</', '&#0;', '&lt;'],
  ['a=rtpmap:', 'a=fmtp:', 'a=crypto:1 ', 'm=audio ', 'c=IN IP4 ', 'k=', '--b\r\n', '--b--']
].flat()

const insert: Mutation = (text, where, what) => {
  const index = at(text, where)
  return text.slice(0, index) + (pick(poison, what) ?? '') + text.slice(index)
}
const cut: Mutation = (text, where, what) => {
  const index = at(text, where)
  return text.slice(0, index) + text.slice(index + (what % 40))
}
const truncate: Mutation = (text, where) => text.slice(0, at(text, where))
const flip: Mutation = (text, where, what) => {
  const index = at(text, where)
  return text.slice(0, index) + String.fromCharCode(what % 256) + text.slice(index + 1)
}
/** A piece many times over: depth, width and length. Bounded, so that many runs fit into a second. */
const repeat: Mutation = (text, where, what) => {
  const index = at(text, where)
  const piece = text.slice(index, index + 1 + (what % 24))
  return text.slice(0, index) + piece.repeat(2 + (what % 400)) + text.slice(index)
}
const swapCase: Mutation = (text, where, what) => {
  const index = at(text, where)
  const piece = text.slice(index, index + (what % 30))
  return text.slice(0, index) + piece.toUpperCase() + text.slice(index + piece.length)
}

/** The same for whole lines, which is what headers and descriptions are made of. */
const onLines =
  (change: (lines: string[], index: number, what: number) => void): Mutation =>
  (text, where, what) => {
    const lines = text.split('\r\n')
    change(lines, where % lines.length, what)
    return lines.join('\r\n')
  }
const dropLine = onLines((lines, index) => lines.splice(index, 1))
const doubleLine = onLines((lines, index) => lines.splice(index, 0, lines[index] ?? ''))
const moveLine = onLines((lines, index, what) => {
  const [line = ''] = lines.splice(index, 1)
  lines.splice(what % (lines.length + 1), 0, line)
})
const floodLine = onLines((lines, index, what) => {
  lines.splice(index, 0, ...new Array<string>(what % 300).fill(lines[index] ?? ''))
})
const poisonValue = onLines((lines, index, what) => {
  const line = lines[index] ?? ''
  lines[index] = line.replace(
    /[:=].*$/,
    (rest) => `${rest.slice(0, 1)} ${pick(poison, what) ?? ''}`
  )
})
const poisonParameter = onLines((lines, index, what) => {
  lines[index] = (lines[index] ?? '').replace(
    /([;,?&]\s*[\w-]+=)("[^"]*"|[^;,\s]*)/,
    (_whole, name: string) => name + (pick(poison, what) ?? '')
  )
})
const foldLine = onLines((lines, index, what) => {
  const line = lines[index] ?? ''
  lines[index] = `${line.slice(0, at(line, what))}\r\n ${line.slice(at(line, what))}`
})

const mutations = [
  [insert, insert, insert, cut, truncate, flip, flip, repeat, swapCase],
  [dropLine, doubleLine, moveLine, floodLine, poisonValue, poisonValue, poisonParameter, foldLine]
].flat()

const step = fc.tuple(fc.nat(mutations.length - 1), fc.nat(100_000), fc.nat(100_000))

/** One of these texts, changed a few times, or joined with another one. Shrinks towards the text as it is. */
export function mutated(seeds: readonly string[]): fc.Arbitrary<string> {
  const one = fc
    .tuple(fc.constantFrom(...seeds), fc.array(step, { maxLength: 8 }))
    .map(([seed, steps]) =>
      steps.reduce(
        (text, [which, where, what]) => mutations[which]?.(text, where, what) ?? text,
        seed
      )
    )
  const joined = fc
    .tuple(one, one, fc.nat(2_000))
    .map(([first, second, where]) => first.slice(0, where) + second.slice(at(second, where)))
  return fc.oneof({ weight: 6, arbitrary: one }, { weight: 1, arbitrary: joined }, fc.string())
}

/** The same as bytes: UTF-8, or one byte for each character, which may be no UTF-8 at all. */
export function mutatedBytes(seeds: readonly string[]): fc.Arbitrary<Buffer> {
  return fc.oneof(
    fc
      .tuple(mutated(seeds), fc.boolean())
      .map(([text, isUtf8]) => Buffer.from(text, isUtf8 ? 'utf8' : 'latin1')),
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) }
  )
}
