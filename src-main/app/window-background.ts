/** Before the page is drawn: the colour of `--surface-window` in tokens.css. */
export function windowBackground(dark: boolean): string {
  return dark ? '#121419' : '#f4f5f7'
}
