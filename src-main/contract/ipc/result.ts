import type { Failure } from '../errors/reasons'

/** What every command answers: a value or a reasoned failure. Nothing expected is thrown across a process. */
export type Result<Value> = { ok: true; value: Value } | { ok: false; failure: Failure }

export function ok(): Result<null>
export function ok<Value>(value: Value): Result<Value>
export function ok(value: unknown = null): Result<unknown> {
  return { ok: true, value }
}

export function fail(failed: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure: failed }
}
