import { useEffect, useSyncExternalStore } from 'react'
import type { Slices } from '@contract/ipc/snapshot'

type ChosenScheme = Slices['appearance']['colorScheme']
export type PaintedScheme = 'light' | 'dark'

const REMEMBERED = 'coachline.paintedScheme'
const systemIsDark = matchMedia('(prefers-color-scheme: dark)')

function subscribeToSystem(listener: () => void): () => void {
  systemIsDark.addEventListener('change', listener)
  return () => systemIsDark.removeEventListener('change', listener)
}

function painted(chosen: ChosenScheme): PaintedScheme {
  if (chosen !== 'auto') return chosen
  return systemIsDark.matches ? 'dark' : 'light'
}

function remembered(): ChosenScheme {
  const stored = localStorage.getItem(REMEMBERED)
  return stored === 'light' || stored === 'dark' ? stored : 'auto'
}

/** Before the snapshot says which scheme was chosen: the one of the last time, so that nothing flashes. */
export function paintInRememberedScheme(): void {
  document.documentElement.dataset['mantineColorScheme'] = painted(remembered())
}

/** The scheme to paint in; `chosen` is null until the snapshot is there. */
export function usePaintedScheme(chosen: ChosenScheme | null): PaintedScheme {
  const scheme = useSyncExternalStore(subscribeToSystem, () => painted(chosen ?? remembered()))
  useEffect(() => {
    if (chosen) localStorage.setItem(REMEMBERED, chosen)
  }, [chosen])
  return scheme
}
