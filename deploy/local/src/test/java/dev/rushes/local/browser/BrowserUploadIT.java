package dev.rushes.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rushes.local.demo.Engine;
import dev.rushes.local.demo.RushesClient;
import dev.rushes.local.demo.Workflow;
import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.Outside;
import dev.rushes.local.stack.Stack;
import dev.rushes.local.stack.StackPorts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page below {@code docs/examples/browser-upload}, as a frontend team would copy it, in a real browser. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserUploadIT {
    private static final int MIB = 1 << 20;
    private static final int PART = 8 * MIB;
    private static final int PARTS = 12;
    private static final int LINE = 12_000_000;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir static Path folder;

    private final Installation installation = Installation.current();
    private final Path screenshots = installation.home().resolve("deploy/local/target/browser");
    private Pages ours;
    private Pages foreign;
    private Stack stack;
    private Line line;
    private Chromium browser;
    private RushesClient client;
    private Workflow workflow;
    private Path film;

    @BeforeAll
    void open() throws IOException, InterruptedException {
        Optional<Path> program = Chromium.installed();
        assumeTrue(
                program.isPresent(),
                "No Chromium here, so no browser test: deploy/local/install-chromium gets one.");
        Files.createDirectories(screenshots);
        Path page = installation.home().resolve("docs/examples/browser-upload").toRealPath();
        ours = Pages.of(page);
        foreign = Pages.of(page);
        stack =
                Stack.open(
                        installation,
                        folder.resolve("stack"),
                        StackPorts.free(1),
                        Outside.NOTHING.withOrigins(List.of(ours.origin())),
                        line -> System.out.println("stack: " + line));
        stack.start();
        client = RushesClient.of(stack);
        workflow = new Workflow(client);
        film = folder.resolve("film.mp4");
        new Engine(installation).makeFootage(film, "--seconds", "8", "--size", "640x360");
        line = Line.to(stack.ports().s3());
        browser =
                Chromium.start(
                        program.orElseThrow(),
                        Files.createDirectory(folder.resolve("profile")),
                        Map.of(stack.ports().s3(), line));
    }

    @AfterAll
    void close() {
        for (AutoCloseable opened : new AutoCloseable[] {browser, line, stack, ours, foreign}) {
            if (opened != null) {
                try {
                    opened.close();
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            }
        }
    }

    @Test
    void aTakeInPartsSurvivesALostLineAndAClosedTabAndItsRenderPlays()
            throws IOException, InterruptedException {
        Path take = take("A TAKE-1.mp4", (PARTS - 1) * PART + MIB);
        Scene scene = scene("Parts");
        Tab tab = page(ours, scene, take);
        assertThat(tab.text("send")).isEqualTo("Upload");
        tab.screenshot(screenshots.resolve("1-before.png"));

        line.slow(LINE);
        tab.click("send");
        awaitSent(tab, 0.2);
        cut(tab);
        awaitState(tab, "waiting");
        mend(tab);
        awaitSent(tab, 0.5);
        tab.screenshot(screenshots.resolve("2-half-uploaded.png"));
        cut(tab);
        awaitState(tab, "waiting");
        assertThat(tab.text("state")).startsWith("The connection to S3 broke.");
        tab.screenshot(screenshots.resolve("3-connection-lost.png"));
        JsonNode left = upload(tab);
        tab.close();
        line.mend();
        assertThat(left.path("inS3").asString()).isEqualTo("parts");
        assertThat(left.path("partCount").asInt()).isEqualTo(PARTS);
        int there = left.path("parts").size();
        assertThat(there).isBetween(1, PARTS - 1);

        Tab again = page(ours, scene, take);
        assertThat(again.text("send")).isEqualTo("Resume");
        again.click("send");
        await().atMost(SOON).until(() -> again.text("state").contains(" were there already"));
        awaitSent(again, 0.8);
        again.screenshot(screenshots.resolve("4-resumed.png"));
        await().atMost(SOON).until(() -> again.text("state").contains(" s of footage"));
        again.screenshot(screenshots.resolve("5-completed.png"));
        assertThat(again.requests("PUT")).hasSize(PARTS - there);
        assertThat(again.requests("PUT"))
                .allSatisfy(url -> assertThat(url).contains("partNumber="));

        JsonNode read = client.get("/scenes/" + scene.id());
        String plan =
                workflow.createPlan(
                        scene.episode(),
                        Workflow.plainCut(
                                List.of(
                                        new Workflow.Footage(
                                                scene.id(),
                                                "Main",
                                                read.path("rawFootageKey").asString(),
                                                read.path("rawFootageDuration").decimalValue()))));
        workflow.approve(plan);
        workflow.render(plan);
        again.click("play");
        await().atMost(Duration.ofMinutes(3))
                .until(() -> again.evaluate("video.currentTime").asDouble() > 2);
        again.screenshot(screenshots.resolve("6-playing.png"));
        assertThat(again.evaluate("state.dataset.is").asString()).isEqualTo("playing");
        assertThat(again.evaluate("`${video.videoWidth}x${video.videoHeight}`").asString())
                .isEqualTo("1920x1080");
        assertThat(again.evaluate("video.duration").asDouble()).isEqualTo(7.8);
        assertThat(again.evaluate("video.error").isNull()).isTrue();
        again.close();
    }

    @Test
    void aSinglePutIsSentAgainByItselfOnceTheLineIsBack() throws IOException, InterruptedException {
        Path take = take("B-TAKE-1.mp4", 48 * MIB);
        Scene scene = scene("Whole");
        Tab tab = page(ours, scene, take);
        line.slow(LINE);
        tab.click("send");
        awaitSent(tab, 0.4);
        cut(tab);
        awaitState(tab, "waiting");
        tab.screenshot(screenshots.resolve("7-single-put-lost.png"));
        assertThat(upload(tab).path("inS3").asString()).isEqualTo("nothing");
        mend(tab);
        await().atMost(SOON).until(() -> tab.text("state").contains(" s of footage"));
        assertThat(client.get("/scenes/" + scene.id()).path("sourceFilename").asString())
                .isEqualTo("B-TAKE-1.mp4");
        tab.close();
    }

    @Test
    void aPageOfAForeignOriginIsRefusedByTheServicesAndByS3()
            throws IOException, InterruptedException {
        Path take = take("C-TAKE-1.mp4", MIB);
        Scene scene = scene("Foreign");
        Tab tab = page(foreign, scene, take);
        tab.click("send");
        await().atMost(Duration.ofMinutes(2)).until(() -> state(tab).equals("failed"));
        assertThat(tab.text("state"))
                .isEqualTo(
                        "%s does not answer this page. Is %s among its CORS_ALLOWED_ORIGINS?"
                                .formatted(stack.storage(), foreign.origin()));
        tab.screenshot(screenshots.resolve("8-refused.png"));
        assertThat(tab.refusedByCors())
                .isNotEmpty()
                .containsOnly("PreflightMissingAllowOriginHeader");

        // Even with a URL that somebody else was given.
        JsonNode upload =
                client.postToStorage(
                                "/uploads",
                                Map.of(
                                        "kind",
                                        "raw-footage",
                                        "episodeId",
                                        scene.episode(),
                                        "sceneId",
                                        scene.id(),
                                        "filename",
                                        "stolen.mp4",
                                        "contentType",
                                        "video/mp4",
                                        "sizeBytes",
                                        4),
                                201)
                        .body();
        assertThat(
                        tab.evaluate(
                                        "fetch(%s, {method: 'PUT', headers: %s, body: 'film'}).then(() => 'sent', error => error.name)"
                                                .formatted(
                                                        upload.path("url"), upload.path("headers")))
                                .asString())
                .isEqualTo("TypeError");
        assertThat(tab.refusedByCors().getLast()).isEqualTo("PreflightMissingAllowOriginHeader");
        assertThat(
                        client.getFromStorage("/uploads/" + upload.path("id").asString())
                                .path("inS3")
                                .asString())
                .isEqualTo("nothing");
        tab.close();
    }

    /** A scene that is uploaded to. */
    private record Scene(String episode, String id) {}

    /** What S3 has of the upload that a page keeps in mind. */
    private JsonNode upload(Tab tab) throws IOException, InterruptedException {
        String id = tab.evaluate("localStorage.getItem(localStorage.key(0))").asString();
        return client.getFromStorage("/uploads/" + id);
    }

    private Scene scene(String name) throws IOException, InterruptedException {
        String show = workflow.createShow(name);
        String episode = workflow.createEpisode(show, name, 1);
        return new Scene(episode, workflow.createScene(episode, "Main", 1, "main"));
    }

    /** The film with a box behind it that MP4 readers pass over, so that it has this size. */
    private Path take(String name, long size) throws IOException {
        Path take = Files.copy(film, folder.resolve(name));
        int box = Math.toIntExact(size - Files.size(film));
        byte[] filling = new byte[box];
        RandomGenerator.of("L64X128MixRandom").nextBytes(filling);
        ByteBuffer.wrap(filling).putInt(box).put("free".getBytes(StandardCharsets.US_ASCII));
        return Files.write(take, filling, StandardOpenOption.APPEND);
    }

    private Tab page(Pages pages, Scene scene, Path take) throws IOException, InterruptedException {
        Tab tab = browser.open(pages.origin() + "/");
        tab.fill("api", stack.api().toString());
        tab.fill("storage", stack.storage().toString());
        tab.fill("token", client.token().orElseThrow());
        tab.fill("episode", scene.episode());
        tab.fill("scene", scene.id());
        tab.choose("file", take);
        return tab;
    }

    /** As when a cable is pulled: what is on its way breaks, and the browser knows. */
    private void cut(Tab tab) {
        tab.offline(true);
        line.cut();
    }

    private void mend(Tab tab) {
        line.mend();
        tab.offline(false);
    }

    private static void awaitSent(Tab tab, double share) {
        await("sent " + share)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> tab.evaluate("bar.value").asDouble() >= share);
    }

    private static void awaitState(Tab tab, String is) {
        await("state " + is).atMost(SOON).until(() -> state(tab).equals(is));
    }

    private static String state(Tab tab) {
        return tab.evaluate("state.dataset.is").asString();
    }
}
