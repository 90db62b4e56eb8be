/**
 * The system draws a title outside of this small window, where a tooltip of the page would have no room. For the eyes only:
 * the element says the same by its accessible name or description.
 */
export function hintByTitle(page: Document): void {
  page.addEventListener('pointerover', ({ target }) => {
    if (!(target instanceof Element)) return
    const element = target.closest<HTMLElement>('[data-hint], button, .ellipsis')
    if (!element) return
    const { hint } = element.dataset
    const name = element.getAttribute('aria-label') ?? cutOff(element)
    element.title = [name, hint].filter((part) => part !== undefined && part !== '').join(' – ')
  })
}

function cutOff(element: HTMLElement): string | undefined {
  return element.scrollWidth > element.clientWidth ? element.innerText : undefined
}
