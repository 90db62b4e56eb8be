/** What a person can be told to do something with. */
const controls =
  'button, input, select, textarea, a[href], [role="tab"], [role="switch"], [role="slider"], [tabindex="0"]'

/** WCAG 2.5.8: a target is at least this wide and high, or has that much room around its middle. */
const TARGET_PX = 24

/** Runs in the page. Controls without a name, and targets that are hard to hit. */
export function accessFaults(): string[] {
  const shown = [...document.querySelectorAll<HTMLElement>(controls)].filter(isShown)
  const faults = shown
    .filter((element) => nameOf(element) === '')
    .map((element) => `has no name: ${tagOf(element)}`)
  const targets = shown
    .filter((element) => element.matches('button, input, a[href]'))
    .filter(canBeHit)
  for (const element of targets) {
    const { width, height } = hitBox(element)
    if (Math.min(width, height) >= TARGET_PX - 0.5) continue
    if (!targets.some((other) => other !== element && crowds(element, other))) continue
    faults.push(
      `is hard to hit (${width.toFixed(0)} × ${height.toFixed(0)}): ${tagOf(element)} ${nameOf(element)}`
    )
  }
  return faults
}

function isShown(element: HTMLElement): boolean {
  const { width, height } = element.getBoundingClientRect()
  return (
    width > 0 &&
    height > 0 &&
    getComputedStyle(element).visibility !== 'hidden' &&
    element.closest('[aria-hidden="true"], [hidden]') === null
  )
}

/** Not what is scrolled away or lies under something else. */
function canBeHit(element: HTMLElement): boolean {
  const { x, y, width, height } = element.getBoundingClientRect()
  const hit = document.elementFromPoint(x + width / 2, y + height / 2)
  return hit !== null && (element.contains(hit) || hit.contains(element))
}

function nameOf(element: HTMLElement): string {
  const labelledBy = (element.getAttribute('aria-labelledby') ?? '')
    .split(/\s+/)
    .map((id) => (id === '' ? '' : (document.getElementById(id)?.textContent ?? '')))
    .join(' ')
  const labels =
    element instanceof HTMLInputElement
      ? [...(element.labels ?? [])].map(({ textContent }) => textContent).join(' ')
      : ''
  return [
    element.getAttribute('aria-label') ?? '',
    labelledBy,
    labels,
    element instanceof HTMLInputElement ? '' : element.textContent
  ]
    .join(' ')
    .trim()
}

/** A checkbox is hit by its label as well. */
function hitBox(element: HTMLElement): DOMRect {
  const label = element instanceof HTMLInputElement ? element.labels?.[0] : null
  const own = element.getBoundingClientRect()
  const outer = label?.getBoundingClientRect()
  return outer && outer.height > own.height ? outer : own
}

/** Whether a circle of 24 px around the middle of one touches the other. */
function crowds(element: HTMLElement, other: HTMLElement): boolean {
  const box = hitBox(element)
  const near = other.getBoundingClientRect()
  const x = box.x + box.width / 2
  const y = box.y + box.height / 2
  const dx = Math.max(near.left - x, 0, x - near.right)
  const dy = Math.max(near.top - y, 0, y - near.bottom)
  return Math.hypot(dx, dy) < TARGET_PX / 2
}

function tagOf(element: HTMLElement): string {
  return `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`
}
