/** Code that runs in browsers: what it waits for stalls one page, not a service. */
export const BROWSER_CODE = /\.[jt]sx$|(?:^|\/)(?:components|pages|hooks|views|public|static|assets)\//;
