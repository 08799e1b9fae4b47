package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.rushes.common.plan.Rational;
import dev.rushes.render.analysis.DrawnPictures;
import dev.rushes.render.analysis.FootageAnalyser;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.MediaProbe;
import dev.rushes.render.ffmpeg.TrackReader;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.timeline.Timeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that strangers send, and renders that are called off. */
class BadInputTest {
    @TempDir Path folder = Path.of("");

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private Path text(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> MediaProbe.probe(file))
                .isInstanceOf(BadMedia.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aTextFileIsRefusedAsText() throws IOException {
        assertRefused(
                text("notes.mp4", "Szene 3, Klappe 2: schön!\n".repeat(50)),
                "is text, not a video");
    }

    @Test
    void anEmptyFileIsRefusedAsEmpty() throws IOException {
        assertRefused(file("empty.mp4", new byte[0]), "is empty");
    }

    @Test
    void noiseIsRefused() throws IOException {
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        assertRefused(file("noise.mp4", noise), "not a video of a kind that can be read");
    }

    @Test
    void anMp4WithoutItsIndexIsRefusedAsIncomplete() throws IOException {
        byte[] whole = Files.readAllBytes(Take.at(Rational.of(25)).write(folder.resolve("w.mp4")));
        assertRefused(
                file("cut.mp4", Arrays.copyOf(whole, whole.length * 2 / 3)),
                "index (moov) is missing");
    }

    @Test
    void anMp4WhoseDataEndsEarlyIsRefusedAsTruncated() throws IOException {
        Footage footage =
                new Footage(folder)
                        .add("a", Take.at(Rational.of(25)).write(folder.resolve("a.mp4")));
        // What the renderer writes has its index in front, so cutting it loses pictures only.
        Path whole =
                footage.render(
                                "{'scenes': [{'clips': [{'s3Key': 'a'}]}], 'output': {'width': 320, 'height': 180}}")
                        .file();
        byte[] bytes = Files.readAllBytes(whole);
        assertRefused(
                file("cut.mp4", Arrays.copyOf(bytes, bytes.length / 2)), "the file is truncated");
    }

    @Test
    void aMatroskaFileThatEndsEarlyIsRefusedAsTruncated() throws IOException {
        byte[] whole = Files.readAllBytes(Take.at(Rational.of(25)).write(folder.resolve("w.mkv")));
        assertRefused(
                file("cut.mkv", Arrays.copyOf(whole, whole.length / 2)), "the file is truncated");
    }

    @Test
    void playlistsAreNeverFollowed() throws IOException {
        Path secret = Take.at(Rational.of(25)).write(folder.resolve("secret.mp4"));
        AtomicInteger requests = new AtomicInteger();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/a.ts";
            for (String entry :
                    new String[] {url, "file:" + secret, "secret.mp4", "file:secret.mp4"}) {
                String hls =
                        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n"
                                + entry
                                + "\n#EXT-X-ENDLIST\n";
                assertRefused(text("hls.mp4", hls), "is a playlist");
                assertRefused(text("hls.m3u8", hls), "is a playlist");
                String concat = "ffconcat version 1.0\nfile '" + entry + "'\n";
                assertRefused(text("concat.mp4", concat), "is a playlist");
                assertRefused(
                        text(
                                "dash.mp4",
                                "<?xml version=\"1.0\"?><MPD><Period><AdaptationSet><Representation><BaseURL>"
                                        + entry
                                        + "</BaseURL></Representation></AdaptationSet></Period></MPD>"),
                        "is text, not a video");
            }
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatIsLargerThanTheLimitsIsRefused() {
        Path take = Take.at(Rational.of(25)).write(folder.resolve("a.mp4"));
        assertThatThrownBy(() ->
                        MediaProbe.probe(
                                take,
                                limits(
                                        Long.MAX_VALUE,
                                        200,
                                        Duration.ofHours(1),
                                        Duration.ofHours(1)),
                                () -> false))
                .isInstanceOf(BadMedia.class)
                .hasMessageContaining("320x180");
        assertThatThrownBy(() ->
                        MediaProbe.probe(
                                take,
                                limits(
                                        Long.MAX_VALUE,
                                        2000,
                                        Duration.ofSeconds(3),
                                        Duration.ofHours(1)),
                                () -> false))
                .isInstanceOf(BadMedia.class)
                .hasMessageContaining("lasts 4 s; the limit is 3 s");
        assertThatThrownBy(() ->
                        MediaProbe.probe(
                                take,
                                limits(1000, 2000, Duration.ofHours(1), Duration.ofHours(1)),
                                () -> false))
                .isInstanceOf(BadMedia.class)
                .hasMessageEndingWith("the limit is 1,000");
    }

    private static MediaLimits limits(long bytes, int side, Duration longest, Duration time) {
        return new MediaLimits(
                bytes,
                64,
                side,
                1 << 20,
                longest,
                100,
                time,
                time,
                MediaLimits.DEFAULT.containers(),
                MediaLimits.DEFAULT.codecs());
    }

    @Test
    void whatTakesTooLongIsRefusedWithItsName() {
        Path take = Take.at(Rational.of(25)).write(folder.resolve("a.mp4"));
        MediaLimits noTime = limits(Long.MAX_VALUE, 2000, Duration.ofHours(1), Duration.ofNanos(1));
        assertThatThrownBy(() -> MediaProbe.probe(take, noTime, () -> false))
                .isInstanceOf(BadMedia.class)
                .hasMessageContaining("measuring the file took more than");
        Footage footage = new Footage(folder).add("takes/a", take);
        Timeline timeline = footage.compile("{'scenes': [{'clips': [{'s3Key': 'takes/a'}]}]}");
        assertThatThrownBy(() ->
                        new Renderer(1, noTime)
                                .render(
                                        timeline,
                                        footage.files(),
                                        folder,
                                        folder.resolve("out.mp4"),
                                        RenderListener.NONE))
                .isInstanceOf(BadMedia.class)
                // Picture and sound are made side by side; either may be the first to be late.
                .message()
                .matches(
                        "takes/a: a part of 100 frames was not rendered .*"
                                + "|(takes/a|the programme): the sound from 0 s on was not mixed .*");
    }

    @Test
    void aTakeDamagedInTooManyPlacesIsRefused() throws IOException {
        Take take = Take.at(Rational.of(25));
        take.gop = 1;
        byte[] bytes = Files.readAllBytes(take.write(folder.resolve("a.mp4")));
        int data = indexOf(bytes, "mdat") + 4;
        // The first quarter stays, so that there is something to show.
        Arrays.fill(
                bytes,
                data + (indexOf(bytes, "moov") - data) / 4,
                indexOf(bytes, "moov") - 8,
                (byte) -1);
        Path damaged = file("damaged.mp4", bytes);
        MediaLimits none =
                new MediaLimits(
                        1 << 30,
                        64,
                        2000,
                        1 << 20,
                        Duration.ofHours(1),
                        0,
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        MediaLimits.DEFAULT.containers(),
                        MediaLimits.DEFAULT.codecs());
        assertThatThrownBy(
                        () -> {
                            try (TrackReader reader =
                                            TrackReader.video(damaged, none, () -> false);
                                    Frame frame = new Frame()) {
                                while (reader.next(frame)) {
                                    assertThat(frame.width()).isEqualTo(320);
                                }
                            }
                        })
                .isInstanceOf(BadMedia.class)
                .hasMessageContaining("it is damaged in more than 0 places");
    }

    @Test
    void onlyAllowedContainersAndCodecsAreOpened() {
        Path take = Take.at(Rational.of(25)).write(folder.resolve("a.mkv"));
        MediaLimits onlyMp4 = MediaLimits.DEFAULT.withContainers(List.of("mov", "mp4"));
        assertThatThrownBy(() -> MediaProbe.probe(take, onlyMp4, () -> false))
                .isInstanceOf(BadMedia.class)
                .hasMessageContaining("not a video of a kind that can be read");
        assertThatThrownBy(() -> MediaLimits.DEFAULT.withContainers(List.of("mov", "hls")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hls opens other files by name");
    }

    @Test
    void aStillImageIsNoTake() throws IOException {
        Path poster = folder.resolve("poster.jpg");
        Path take = Take.at(Rational.of(25)).write(folder.resolve("a.mp4"));
        MediaInfo _ =
                new FootageAnalyser(MediaLimits.DEFAULT)
                        .analyse(take, DrawnPictures.in(folder), () -> false)
                        .info();
        assertRefused(poster, "is a still image, not a video");
    }

    /** An MP4 whose samples are said to lie in another file: FFmpeg could open it, and must not. */
    @Test
    void anMp4NeverReadsAnotherFile() throws IOException {
        Path secret = Take.at(Rational.of(25)).write(folder.resolve("secret.mp4"));
        byte[] bytes = Files.readAllBytes(secret);
        // dref's only entry is "url " with flag 1: the data is in this file. An alias record
        // instead
        // names another one.
        int dref = indexOf(bytes, "dref");
        assertThat(dref).isPositive();
        int entry = dref + 12;
        assertThat(new String(bytes, entry + 4, 4, StandardCharsets.US_ASCII)).isEqualTo("url ");
        bytes[entry + 11] = 0;
        System.arraycopy("alis".getBytes(StandardCharsets.US_ASCII), 0, bytes, entry + 4, 4);
        Path referring = file("referring.mp4", bytes);
        // Whatever comes of it is read from the file itself: with the other one gone nothing
        // changes.
        Object before = outcome(referring);
        Files.delete(secret);
        assertThat(outcome(referring)).isEqualTo(before);
    }

    private static Object outcome(Path file) {
        try {
            return MediaProbe.probe(file);
        } catch (BadMedia e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static int indexOf(byte[] bytes, String name) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(name);
    }

    @Test
    void aFileThatVanishedIsAFaultOfTheMachine() {
        assertThatThrownBy(() -> MediaProbe.probe(folder.resolve("gone.mp4")))
                .isInstanceOf(MediaFault.class);
    }

    @Test
    void aFailedRenderLeavesNothingBehind() throws IOException {
        Footage footage =
                new Footage(folder)
                        .add("a", Take.at(Rational.of(25)).write(folder.resolve("a.mp4")));
        Timeline timeline = footage.compile("{'scenes': [{'clips': [{'s3Key': 'a'}]}]}");
        text("a.mp4", "overwritten since it was measured");
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        Path output = folder.resolve("out.mp4");
        assertThatThrownBy(() ->
                        new Renderer(2, MediaLimits.DEFAULT)
                                .render(
                                        timeline,
                                        footage.files(),
                                        scratch,
                                        output,
                                        RenderListener.NONE))
                .isInstanceOf(BadMedia.class);
        assertThat(scratch).isEmptyDirectory();
        assertThat(output).doesNotExist();
    }

    @Test
    void cancellingEndsARenderWithinASecond() {
        Take take = Take.at(Rational.of(25));
        take.frames = 200;
        Footage footage = new Footage(folder).add("a", take.write(folder.resolve("a.mp4")));
        Timeline timeline =
                footage.compile(
                        "{'scenes': [{'clips': [{'s3Key': 'a'}, {'s3Key': 'a'}, {'s3Key': 'a'}]}], 'output': {'quality': 'high'}}");
        AtomicLong asked = new AtomicLong();
        assertThatThrownBy(() ->
                        footage.render(
                                timeline,
                                new RenderListener() {
                                    @Override
                                    public void frames(long done, long total) {
                                        if (done == 20) {
                                            asked.set(System.nanoTime());
                                        }
                                    }

                                    @Override
                                    public boolean cancelled() {
                                        return asked.get() != 0;
                                    }
                                }))
                .isInstanceOf(RenderCancelled.class);
        assertThat(Duration.ofNanos(System.nanoTime() - asked.get()))
                .isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void analysisMeasuresAndShowsATake() throws IOException {
        Take take = Take.at(Rational.of(24000, 1001));
        take.sound = true;
        take.frames = 48;
        Path file = take.write(folder.resolve("a.mov"));
        Path poster = folder.resolve("poster.jpg");
        MediaInfo info =
                new FootageAnalyser(MediaLimits.DEFAULT)
                        .analyse(file, DrawnPictures.in(folder), () -> false)
                        .info();
        assertThat(info.exactDuration()).isEqualTo("1001/500");
        assertThat(info.video())
                .isEqualTo(
                        new MediaInfo.Video(
                                "h264",
                                320,
                                180,
                                320,
                                180,
                                "1",
                                "24000/1001",
                                23.976024,
                                false,
                                0,
                                false,
                                "yuv420p",
                                "limited",
                                false,
                                "bt709",
                                null,
                                null,
                                2.002,
                                48));
        assertThat(info.audio()).isEqualTo(new MediaInfo.Audio("aac", 48_000, 2, "stereo"));
        assertThat(Files.readAllBytes(poster)).startsWith(0xFF, 0xD8);
    }
}
