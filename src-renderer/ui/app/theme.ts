import {
  Button,
  Menu,
  Modal,
  Popover,
  Tooltip,
  colorsTuple,
  createTheme,
  type MantineColorsTuple
} from '@mantine/core'

/** The values live in tokens.css; Mantine only has to know that the colours exist. */
const namedInCss: MantineColorsTuple = colorsTuple('#4355c8')

/** Locking the scroll would insert a <style> element, which the content security policy refuses; nothing scrolls behind. */
const noScrollLock = { lockScroll: false }

export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: namedInCss, danger: namedInCss },
  cursorType: 'default',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Modal: Modal.extend({
      defaultProps: { ...noScrollLock, centered: true, transitionProps: { duration: 120 } }
    }),
    Menu: Menu.extend({ defaultProps: { transitionProps: { duration: 80 }, shadow: 'md' } }),
    Popover: Popover.extend({ defaultProps: { transitionProps: { duration: 80 } } }),
    Tooltip: Tooltip.extend({ defaultProps: { transitionProps: { duration: 80 } } })
  }
})
