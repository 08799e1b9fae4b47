// The two services as a page calls them. Needs no library; copy it.

const TRIES = 6;

/** A problem of a service (RFC 9457), or a connection that did not come about (status 0). */
export class Problem extends Error {
  constructor(status, type, detail, retryAfterSeconds) {
    super(detail);
    this.status = status;
    // The last word of the type, which is stable: "upload-missing" of "urn:rushes:problem:upload-missing".
    this.slug = (type ?? "").split(":").pop();
    this.retryAfterSeconds = retryAfterSeconds;
    // What the same call will not mend.
    this.final = status >= 400 && status < 500 && status !== 429;
  }
}

/**
 * Calls a service.
 *
 * base    where it is, such as "https://storage.example.com"
 * token   bearer token, or a function that gives one: a long upload outlives a short token
 * signal  ends the call
 */
export function service(base, token, signal) {
  return async (method, path, body, headers = {}) => {
    const bearer = typeof token === "function" ? await token() : token;
    let answer;
    try {
      answer = await fetch(`${base}/api/v1${path}`, {
        method,
        signal,
        headers: {
          Accept: "application/json",
          Authorization: `Bearer ${bearer}`,
          ...(body ? { "Content-Type": "application/json" } : {}),
          ...headers,
        },
        body: body && JSON.stringify(body),
      });
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      // A browser does not tell a page whether the network failed or CORS refused it; its console does.
      const hint = navigator.onLine ? ` Is ${location.origin} among its CORS_ALLOWED_ORIGINS?` : "";
      throw new Problem(0, "", `${base} does not answer this page.${hint}`);
    }
    const text = await answer.text();
    let json = null;
    try {
      json = text ? JSON.parse(text) : null;
    } catch {
      // Of a gateway, say.
    }
    if (answer.ok) return json;
    throw new Problem(
      answer.status,
      json?.type,
      json?.detail ?? json?.title ?? `${base} answered ${answer.status}.`,
      Number(answer.headers.get("Retry-After")) || 0,
    );
  };
}

/**
 * Does something again until it works. While the browser is offline it waits and counts nothing; then it waits longer after
 * each try. What another try will not mend is thrown at once.
 *
 * waiting  gets the fault each time before it waits
 */
export async function again(action, { signal, waiting = () => {} } = {}) {
  for (let tried = 1; ; ) {
    try {
      return await action();
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (error.final) throw error;
      if (navigator.onLine && tried++ === TRIES) throw error;
      waiting(error);
      await online(signal);
      await pause(Math.max(250 * 2 ** tried, 1000 * (error.retryAfterSeconds ?? 0)), signal);
    }
  }
}

export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}

async function online(signal) {
  if (navigator.onLine) return;
  await new Promise((resolve, reject) => {
    addEventListener("online", resolve, { once: true });
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
