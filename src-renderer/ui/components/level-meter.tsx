import { useEffect, useRef } from 'react'
import type { Levels } from '@contract/ipc/snapshot'
import { useCoachline } from '../store/coachline-context'
import { levelShare } from './level-share'
import './level-meter.css'

/** How much of the way to a lower level is gone each frame: meters fall slower than they rise. */
const FALL = 0.15

/** A level, drawn past React: ten new values a second are no reason to render a tree. */
export function LevelMeter({ channel, label }: { channel: keyof Levels; label: string }) {
  const { api } = useCoachline()
  const fill = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let shown = 0
    let wanted = 0
    let frame: number | undefined
    const draw = () => {
      shown = wanted > shown ? wanted : shown + (wanted - shown) * FALL
      if (Math.abs(shown - wanted) < 0.005) shown = wanted
      if (fill.current) fill.current.style.transform = `scaleX(${shown.toFixed(3)})`
      frame = shown === wanted ? undefined : requestAnimationFrame(draw)
    }
    const unsubscribe = api.onLevels((levels) => {
      wanted = levelShare(levels[channel])
      frame ??= requestAnimationFrame(draw)
    })
    return () => {
      unsubscribe()
      if (frame !== undefined) cancelAnimationFrame(frame)
    }
  }, [api, channel])

  return (
    <div className="level-meter" role="img" aria-label={label}>
      <div className="level-meter__fill" ref={fill} />
    </div>
  )
}
