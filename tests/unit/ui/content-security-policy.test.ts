import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const pageOf = (window: string) =>
  readFileSync(resolve(import.meta.dirname, `../../../src-renderer/${window}/index.html`), 'utf8')

describe.each(['ui', 'hud'])('the page of the window "%s"', (window) => {
  const page = pageOf(window)
  const [, policy = ''] = /Content-Security-Policy"\s+content="([^"]*)"/.exec(page) ?? []
  const directives = new Map(
    policy.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/)
      return [name, sources.join(' ')]
    })
  )

  it('takes scripts and styles from its own files alone', () => {
    expect(directives.get('default-src')).toBe("'none'")
    expect(directives.get('script-src')).toBe("'self'")
    expect(directives.get('style-src')).toBe("'self'")
    expect(directives.get('connect-src')).toBe("'self'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  it('has no script or style in it that the policy would refuse', () => {
    expect(page).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/)
  })
})
