/**
 * An expected failure that somebody has to be told about. `kind` says where, `reason` says what, both are stable words
 * that the UI maps to plain text; `context` carries what the text needs. Bugs are ordinary errors, never this.
 */
export class ReasonedError<Reason extends string = string> extends Error {
  constructor(
    readonly kind: string,
    readonly reason: Reason,
    readonly context: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions
  ) {
    super(`${kind}: ${reason}`, options)
    this.name = 'ReasonedError'
  }
}
