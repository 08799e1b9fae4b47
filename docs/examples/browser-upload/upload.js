// Sends a file from a browser straight to S3, and goes on where a broken connection left it.

import { Problem, again, service } from "./rushes.js";

const BATCH = 100;

/**
 * Uploads a file: by a single PUT or in parts, as the service says. Faults of the line are waited for; a page that was closed
 * meanwhile calls it again with `resume`.
 *
 * storage   where storage-service is, such as "https://storage.example.com"
 * token     bearer token of an editor, or a function that gives one
 * announce  {kind, episodeId, sceneId, ...}; name, type and size are taken from the file
 * resume    id of an upload that was begun before, instead of announce
 * parallel  parts at a time
 * signal    stops sending; what has arrived stays, to be resumed or given up by `abandon`
 * begun     gets the upload's id, to be kept for resume
 * progress  gets {sent, total, there}: bytes sent, in all, and those that S3 had before
 * waiting   gets the fault each time that it waits for the line
 *
 * Resolves to the answer of complete: {id, status, key, sizeBytes, lifecycle, ...}.
 */
export async function upload(
  file,
  { storage, token, announce, resume, parallel = 4, signal, begun = () => {}, progress = () => {}, waiting = () => {} },
) {
  // One part that fails for good ends the others.
  const stop = new AbortController();
  const all = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const line = { call: service(storage, token, all), parallel, signal: all, progress, waiting };
  try {
    let started = await begin(file, { line, announce, resume });
    begun(started.id);
    for (let round = 1; ; round++) {
      if (started.status === "pending" && started.inS3 !== "object") {
        await (started.partCount ? sendParts : sendWhole)(file, started, line);
      }
      try {
        return await again(() => line.call("POST", `/uploads/${started.id}/complete`, {}), line);
      } catch (error) {
        // S3 lacks what was sent: ask which parts are there and send the rest.
        if (error.slug !== "upload-missing" || round === 2) throw error;
        started = await again(() => line.call("GET", `/uploads/${started.id}`), line);
      }
    }
  } catch (error) {
    stop.abort(error);
    throw error;
  }
}

/** Gives an upload up; what has arrived of it is removed. */
export async function abandon(id, { storage, token }) {
  await again(() => service(storage, token)("DELETE", `/uploads/${id}`));
}

async function begin(file, { line, announce, resume }) {
  if (resume) {
    const started = await again(() => line.call("GET", `/uploads/${resume}`), line);
    if (started.sizeBytes !== file.size) throw new Problem(422, "", "This is not the file whose upload was begun.");
    return started;
  }
  const body = { ...announce, filename: file.name, contentType: file.type || "video/mp4", sizeBytes: file.size };
  // Where only the answer was lost, the same key gives the same upload again.
  const once = { "Idempotency-Key": crypto.randomUUID() };
  return again(() => line.call("POST", "/uploads", body, once), line);
}

async function sendWhole(file, started, line) {
  const tell = (sent) => line.progress({ sent, total: file.size, there: 0 });
  let target = started.url ? started : null;
  tell(0);
  await again(async () => {
    target ??= await line.call("POST", `/uploads/${started.id}/parts`, { numbers: [1] });
    const { url, headers } = target;
    target = null; // A second try gets a fresh one.
    // 412: it is there already, the answer to an earlier try was lost.
    await put(url, headers, file, { signal: line.signal, progress: tell, alsoGood: [412] });
  }, line);
  tell(file.size);
}

async function sendParts(file, started, line) {
  const size = started.partSizeBytes;
  const lengthOf = (number) => Math.min(size, file.size - (number - 1) * size);
  const parts = started.parts ?? [];
  const arrived = new Set(parts.filter((part) => part.etag && part.sizeBytes === lengthOf(part.number)).map((part) => part.number));
  const urls = new Map(parts.filter((part) => part.url).map((part) => [part.number, part.url]));
  const todo = [];
  for (let number = 1; number <= started.partCount; number++) if (!arrived.has(number)) todo.push(number);

  const sum = (numbers) => [...numbers].reduce((bytes, one) => bytes + one, 0);
  const there = sum([...arrived].map(lengthOf));
  const sent = new Map();
  const tell = () => line.progress({ sent: there + sum(sent.values()), total: file.size, there });
  tell();

  // One call signs for all that wait.
  let signing = null;
  async function urlOf(number) {
    while (!urls.has(number)) {
      signing ??= line.call("POST", `/uploads/${started.id}/parts`, { numbers: [number, ...todo.slice(0, BATCH - 1)] })
        .then((answer) => answer.parts.forEach((part) => urls.set(part.number, part.url)))
        .finally(() => { signing = null; });
      await signing;
    }
    const url = urls.get(number);
    urls.delete(number); // A second try gets a fresh one.
    return url;
  }

  async function work() {
    for (let number = todo.shift(); number !== undefined; number = todo.shift()) {
      const from = (number - 1) * size;
      await again(async () => {
        sent.set(number, 0);
        await put(await urlOf(number), {}, file.slice(from, from + lengthOf(number)), {
          signal: line.signal,
          progress: (bytes) => { sent.set(number, bytes); tell(); },
        });
      }, line);
      sent.set(number, lengthOf(number));
      tell();
    }
  }
  await Promise.all(Array.from({ length: line.parallel }, work));
}

// XMLHttpRequest, since fetch tells nothing about what has been sent.
function put(url, headers, body, { signal, progress, alsoGood = [] }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const end = (action, value) => { signal.removeEventListener("abort", abort); action(value); };
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers ?? {})) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onload = () =>
      request.status === 200 || alsoGood.includes(request.status)
        ? end(resolve)
        // Not final: an expired URL is a 403, and the next try has a fresh one.
        : end(reject, new Error(`S3 answered ${request.status}.`));
    request.onerror = () => end(reject, new Error("The connection to S3 broke."));
    request.onabort = () => end(reject, signal.reason);
    signal.addEventListener("abort", abort);
    request.send(body);
  });
}
