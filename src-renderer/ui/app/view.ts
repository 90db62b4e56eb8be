import type { Section } from '../features/settings/draft-problems'

/** Where in the settings to begin. */
export type SettingsPlace =
  | { readonly kind: 'appearance' }
  | { readonly kind: 'sound' }
  | { readonly kind: 'diagnostics' }
  | { readonly kind: 'new-customer' }
  | { readonly kind: 'customer'; readonly id: string; readonly section: Section }

export type View =
  | { readonly kind: 'main' }
  | { readonly kind: 'history' }
  | { readonly kind: 'settings'; readonly place: SettingsPlace }
