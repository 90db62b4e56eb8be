/** Where this folder tells what it does. Never given SDP, addresses of people or digits. */
export interface MediaLog {
  debug(message: string, fields?: object): void
  info(message: string, fields?: object): void
  warn(message: string, fields?: object): void
}
