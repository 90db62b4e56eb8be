/**
 * The development server injects inline scripts and styles and talks over a WebSocket;
 * the pages' own policy forbids both, and must keep doing so in what is shipped.
 * @returns {import('vite').Plugin}
 */
export function relaxContentSecurityPolicyForDevServer() {
  return {
    name: 'coachline:dev-server-csp',
    apply: 'serve',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html
          .replace(/script-src 'self'/g, "script-src 'self' 'unsafe-inline'")
          .replace(/style-src 'self'/g, "style-src 'self' 'unsafe-inline'")
          .replace(/connect-src 'self'/g, "connect-src 'self' ws:")
    }
  }
}
