// Asks the server that served this page, and nobody else.

/** The JSON of a path; rejects with what the server said was wrong. */
export async function ask(path) {
  const response = await fetch(path);
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail ?? `${path} answered ${response.status}`);
  return body;
}

/**
 * Listens to the stream and comes back after every loss, sooner at first, then every few seconds. `state(true)` is told
 * after each connection, so that what was missed can be asked for.
 */
export function listen(handlers, state) {
  let wait = 500;
  const connect = () => {
    const source = new EventSource('/api/v1/stream');
    source.onopen = () => {
      wait = 500;
      state(true);
    };
    source.onerror = () => {
      source.close();
      state(false);
      setTimeout(connect, wait);
      wait = Math.min(wait * 1.6, 5000);
    };
    for (const [name, handler] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => handler(JSON.parse(event.data)));
    }
  };
  connect();
}
