// Waits for what becomes of an upload, and plays what was rendered.

import { Problem, again, pause, service } from "./rushes.js";

const EVERY = 1000;

/** Waits until a scene's take is analysed and resolves to the scene; a take that cannot be used is thrown with its reason. */
export async function analysed(sceneId, { api, token, signal }) {
  const call = service(api, token, signal);
  for (;;) {
    const scene = await again(() => call("GET", `/scenes/${sceneId}`), { signal });
    if (scene.footage?.analysisStatus === "failed") throw new Problem(422, "", scene.footage.analysisError);
    if (scene.rawFootageDuration != null) return scene;
    await pause(EVERY, signal);
  }
}

/** Waits until an episode's video is rendered and resolves to {url, expiresAt}: a link that a video element can play. */
export async function finalVideo(episodeId, { api, storage, token, signal, progress = () => {} }) {
  const call = service(api, token, signal);
  for (;;) {
    const episode = await again(() => call("GET", `/episodes/${episodeId}`), { signal });
    if (episode.renderingStatus === "failed") throw new Problem(422, "", "The render failed.");
    if (episode.finalVideoKey) {
      return again(
        () => service(storage, token, signal)("POST", "/downloads", { bucket: "processed-videos", key: episode.finalVideoKey }),
        { signal },
      );
    }
    const jobs = await again(() => call("GET", `/jobs?episodeId=${episodeId}&status=processing`), { signal });
    progress(jobs.items[0] ?? null);
    await pause(EVERY, signal);
  }
}
