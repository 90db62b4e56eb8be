/** Runs in the page. What an eye would call broken: text cut off without dots, controls outside the window. */
export function layoutFaults(): string[] {
  const faults: string[] = []
  const named = (element: Element) =>
    `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${(element.textContent || '').slice(0, 40)}`

  if (document.documentElement.scrollWidth > window.innerWidth) {
    faults.push('the window scrolls sideways')
  }
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    const style = getComputedStyle(element)
    if (style.visibility === 'hidden' || element.closest('.visually-hidden')) continue
    const hasText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()
    )
    const cut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0
    if (hasText && cut && style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis') {
      faults.push(`text is cut off: ${named(element)}`)
    }
    if (hasText && cut && style.overflowX === 'visible' && style.display !== 'inline') {
      faults.push(`text runs out of its box: ${named(element)}`)
    }
    if (element.matches('button, input') && !element.closest('[aria-hidden="true"]')) {
      const box = element.getBoundingClientRect()
      if (box.width > 0 && (box.left < -1 || box.right > window.innerWidth + 1)) {
        faults.push(`outside the window: ${named(element)}`)
      }
    }
  }
  return faults
}
