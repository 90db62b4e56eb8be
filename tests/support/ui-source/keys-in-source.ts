import ts from 'typescript'

/** The keys that a file gives to `t`, as patterns: what stands in a template's place may be any name. */
export function keysInSource(source: ts.SourceFile): readonly RegExp[] {
  const patterns: RegExp[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 't') {
      const [key] = node.arguments
      if (key) patterns.push(...patternsOf(key))
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return patterns
}

function patternsOf(key: ts.Node): readonly RegExp[] {
  if (ts.isStringLiteralLike(key)) return [new RegExp(`^${escaped(key.text)}$`)]
  if (ts.isConditionalExpression(key))
    return [...patternsOf(key.whenTrue), ...patternsOf(key.whenFalse)]
  if (ts.isSatisfiesExpression(key)) return patternsOf(key.expression)
  if (ts.isTemplateExpression(key)) {
    // A failure reason has dots in it.
    const anyName = '[\\w.-]+'
    const parts = key.templateSpans.map(({ literal }) => anyName + escaped(literal.text))
    return [new RegExp(`^${escaped(key.head.text)}${parts.join('')}$`)]
  }
  throw new Error(`a key that cannot be read: ${key.getText()}`)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
