import ts from 'typescript'

/** Attributes that a person sees or hears. */
const readAttributes = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'cancel',
  'confirm',
  'data-hint',
  'description',
  'error',
  'hint',
  'label',
  'placeholder',
  'text',
  'title'
])

const letters = /\p{L}{2,}/u

/** Words in the JSX of a file that do not come from the locale files, each with its place. */
export function literalText(source: ts.SourceFile): readonly string[] {
  const found: string[] = []
  const report = (node: ts.Node, text: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
    found.push(`${source.fileName}:${String(line + 1)} ${text.trim()}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && letters.test(node.text)) report(node, node.text)
    if (ts.isJsxAttribute(node) && readAttributes.has(node.name.getText(source))) {
      for (const text of wordsIn(node.initializer)) report(node, text)
    }
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) {
      for (const text of wordsIn(node.expression)) report(node, text)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Strings that become the value of an expression as they stand; not those that are compared or are keys of a text. */
function wordsIn(node: ts.Node | undefined): readonly string[] {
  if (!node) return []
  if (ts.isStringLiteralLike(node)) return letters.test(node.text) ? [node.text] : []
  if (ts.isTemplateExpression(node)) {
    const parts = [node.head, ...node.templateSpans.map(({ literal }) => literal)]
    return parts.map(({ text }) => text).filter((text) => letters.test(text))
  }
  if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node))
    return wordsIn(node.expression)
  if (ts.isConditionalExpression(node))
    return [...wordsIn(node.whenTrue), ...wordsIn(node.whenFalse)]
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return wordsIn(node.right)
    if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken)
      return [...wordsIn(node.left), ...wordsIn(node.right)]
    if (kind === ts.SyntaxKind.PlusToken) return [...wordsIn(node.left), ...wordsIn(node.right)]
  }
  return []
}
