import { z } from 'zod'

const secret = z.string().max(256).optional()

/**
 * What only the OS keychain holds of an account. A window may send one and never gets one; where one is left out, the
 * one that is kept stays.
 */
export const accountSecretsSchema = z.object({
  /** for digest authentication at the PBX */
  password: secret,
  /** for the TURN server (RFC 8489 §9.2) */
  turnPassword: secret
})
export type AccountSecrets = z.infer<typeof accountSecretsSchema>

export type AccountSecret = keyof AccountSecrets
export const accountSecrets = accountSecretsSchema.keyof().options
