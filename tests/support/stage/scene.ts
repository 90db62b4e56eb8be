import type { Page } from '@playwright/test'
import type { Levels, Snapshot } from '@contract/ipc/snapshot'
import type { CommandName } from '@contract/ipc/command-names'
import type { FakeAnswers } from './fake-window-api'

/** One picture: what main knows, what it answers, and what a person does before the shutter. */
export interface Scene {
  readonly name: string
  readonly snapshot: (now: number) => Snapshot
  readonly answers?: FakeAnswers
  readonly levels?: Levels
  /** the main window where it is left out */
  readonly window?: 'ui' | 'hud'
  readonly width?: number
  readonly height?: number
  /** the system's high contrast */
  readonly forcedColors?: boolean
  readonly act?: (page: Page) => Promise<void>
  /** every command that main must have been asked, in order; of an input, only what is named here is compared */
  readonly asked?: readonly { readonly name: CommandName; readonly input?: object }[]
}

/** What goes into the page: a scene without its functions. */
export interface StagedScene {
  readonly snapshot: Snapshot
  readonly answers: FakeAnswers
  readonly levels: Levels | null
}
