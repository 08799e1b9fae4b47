package dev.rushes.render.ffmpeg;

import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Owns an open media file. Strangers send these: only named containers and codecs are opened, only the file itself is
 * read (no playlist, concat list or reference is followed), and everything is bounded.
 */
public final class MediaInput implements AutoCloseable {
    private static final Pattern TIMECODE = Pattern.compile("\\d{2}:\\d{2}:\\d{2}[:;.]\\d{2,3}");

    private final AVFormatContext context;
    private final Interrupts.Ticket interrupt;
    private final Path path;
    private final MediaLimits limits;
    private final List<Track> tracks = new ArrayList<>();

    private MediaInput(
            AVFormatContext context, Interrupts.Ticket interrupt, Path path, MediaLimits limits) {
        this.context = context;
        this.interrupt = interrupt;
        this.path = path;
        this.limits = limits;
    }

    /**
     * Opens the file and learns its streams.
     *
     * @throws BadMedia with a reason for the user where it is not a media file of an accepted kind
     */
    public static MediaInput open(Path path, MediaLimits limits, BooleanSupplier cancelled) {
        return open(path, limits, cancelled, false);
    }

    /** As {@link #open}, but only for its sound: there is no picture then, and nothing is decoded to learn of it. */
    static MediaInput openSound(Path path, MediaLimits limits, BooleanSupplier cancelled) {
        return open(path, limits, cancelled, true);
    }

    private static MediaInput open(
            Path path, MediaLimits limits, BooleanSupplier cancelled, boolean onlySound) {
        FFmpeg.load();
        refuseWhatIsNoFile(path, limits);
        Interrupts.Ticket interrupt = Interrupts.register(cancelled);
        AVFormatContext context =
                FFmpeg.allocated(avformat.avformat_alloc_context(), "an input context");
        interrupt.attach(context.interrupt_callback());
        AVDictionary options = new AVDictionary(null);
        try {
            option(options, "format_whitelist", String.join(",", limits.containers()));
            option(options, "codec_whitelist", String.join(",", limits.codecs()));
            option(options, "protocol_whitelist", "file");
            option(options, "max_streams", Integer.toString(limits.maxStreams()));
            // An MP4 may name other files as its data; these are FFmpeg's defaults, held on to.
            option(options, "enable_drefs", "0");
            option(options, "use_absolute_path", "0");
            int opened =
                    avformat.avformat_open_input(
                            context, "file:" + path.toAbsolutePath(), stillFormat(path), options);
            if (opened < 0) {
                // FFmpeg has freed the context.
                interrupt.close();
                throw FFmpeg.inputFailure(opened, reasonNotOpened(path));
            }
        } finally {
            avutil.av_dict_free(options);
        }
        MediaInput input = new MediaInput(context, interrupt, path, limits);
        try {
            if (onlySound) {
                input.passOverPictures();
            }
            input.learnStreams();
        } catch (Throwable e) {
            input.close();
            throw e;
        }
        return input;
    }

    private static void option(AVDictionary options, String key, String value) {
        FFmpeg.check(avutil.av_dict_set(options, key, value, 0), "setting " + key);
    }

    /**
     * Where the header names all streams. FFmpeg would decode a picture only to know its pixel format, 10 ms for 1080p,
     * each time that a clip's sound is opened.
     */
    private void passOverPictures() {
        if ((context.ctx_flags() & avformat.AVFMTCTX_NOHEADER) != 0) {
            return;
        }
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream stream = context.streams(i);
            if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
                stream.codecpar().codec_type(avutil.AVMEDIA_TYPE_DATA);
                stream.codecpar().codec_id(avcodec.AV_CODEC_ID_BIN_DATA);
                stream.discard(avcodec.AVDISCARD_ALL);
            }
        }
    }

    private void learnStreams() {
        FFmpeg.checkInput(
                avformat.avformat_find_stream_info(context, (AVDictionary) null),
                "the file's streams cannot be read");
        int count = context.nb_streams();
        if (count > limits.maxStreams()) {
            throw new BadMedia(
                    "the file has " + count + " streams; the limit is " + limits.maxStreams());
        }
        for (int i = 0; i < count; i++) {
            tracks.add(new Track(context.streams(i)));
        }
    }

    private static void refuseWhatIsNoFile(Path path, MediaLimits limits) {
        try {
            if (!Files.isRegularFile(path)) {
                throw new MediaFault("no such file: " + path.getFileName());
            }
            long size = Files.size(path);
            if (size == 0) {
                throw new BadMedia("the file is empty");
            }
            if (size > limits.maxBytes()) {
                throw new BadMedia(
                        "the file has %,d bytes; the limit is %,d"
                                .formatted(size, limits.maxBytes()));
            }
        } catch (IOException e) {
            throw new MediaFault("reading " + path.getFileName(), e);
        }
    }

    private static byte[] head(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(512);
        } catch (IOException e) {
            throw new MediaFault("reading " + path.getFileName(), e);
        }
    }

    /**
     * The demuxer of a still image, or null where the file is none. FFmpeg would choose by the name of some, and take
     * one that reads numbered files.
     */
    private static @Nullable AVInputFormat stillFormat(Path path) {
        String text = new String(head(path), StandardCharsets.ISO_8859_1);
        String name =
                text.startsWith("\u0089PNG\r\n\u001a\n")
                        ? "png_pipe"
                        : text.startsWith("\u00ff\u00d8\u00ff")
                                ? "jpeg_pipe"
                                : text.startsWith("RIFF") && text.startsWith("WEBP", 8)
                                        ? "webp_pipe"
                                        : null;
        return name == null ? null : avformat.av_find_input_format(name);
    }

    /** Looks at the first bytes to say more than FFmpeg's "invalid data". */
    private static String reasonNotOpened(Path path) {
        byte[] head = head(path);
        String text = new String(head, StandardCharsets.UTF_8);
        if (text.startsWith("#EXTM3U") || text.startsWith("ffconcat")) {
            return "the file is a playlist, not a video: upload the video itself";
        }
        if (head.length >= 8 && new String(head, 4, 4, StandardCharsets.US_ASCII).equals("ftyp")) {
            return "the MP4 is incomplete: its index (moov) is missing or damaged, so the recording or the upload"
                    + " was not finished";
        }
        boolean printable = text.chars().allMatch(c -> isText((char) c));
        return printable
                ? "the file is text, not a video"
                : "the file is not a video of a kind that can be read (MP4, MOV, Matroska, WebM, AVI, MPEG-TS, MXF)";
    }

    private static boolean isText(char c) {
        return switch (c) {
            case '\n', '\r', '\t' -> true;
            default -> c >= ' ' && c != '\uFFFD';
        };
    }

    /** The moving picture, if any: cover art does not count. */
    public Optional<Track> video() {
        return best(avutil.AVMEDIA_TYPE_VIDEO)
                .filter(t -> (t.raw.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) == 0);
    }

    public Optional<Track> audio() {
        return best(avutil.AVMEDIA_TYPE_AUDIO)
                .filter(t -> t.raw.codecpar().ch_layout().nb_channels() > 0);
    }

    private Optional<Track> best(int type) {
        int index =
                avformat.av_find_best_stream(
                        context, type, -1, -1, (org.bytedeco.javacpp.PointerPointer<?>) null, 0);
        return index < 0 ? Optional.empty() : Optional.of(tracks.get(index));
    }

    String formatName() {
        return FFmpeg.text(context.iformat().name(), "unknown");
    }

    /** Whether it is one picture without time, such as a PNG. */
    public boolean isStillImage() {
        return formatName().endsWith("_pipe");
    }

    /**
     * Fails where an MP4's index names bytes that the file does not have: its demuxer reads on to the end of what is
     * there and says nothing.
     */
    void refuseIndexBeyondEnd() {
        if (!formatName().startsWith("mov")) {
            return;
        }
        long size = fileSize(path);
        for (Track track : tracks) {
            int count = avformat.avformat_index_get_entries_count(track.raw);
            for (int i = 0; i < count; i++) {
                AVIndexEntry entry = avformat.avformat_index_get_entry(track.raw, i);
                if (entry.pos() + entry.size() > size) {
                    throw new BadMedia(
                            "the file is truncated: %s of its %d %s frames are missing"
                                    .formatted(
                                            count - i,
                                            count,
                                            track.isVideo() ? "picture" : "sound"));
                }
            }
        }
    }

    private static long fileSize(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new MediaFault("reading " + path.getFileName(), e);
        }
    }

    /** Length in microseconds as the header states it; 0 where it does not, or where it is only a guess. */
    long claimedMicroseconds() {
        return formatName().startsWith("matroska")
                        && context.duration_estimation_method()
                                == avformat.AVFMT_DURATION_FROM_STREAM
                ? Math.max(0, context.duration())
                : 0;
    }

    /** When a track begins by its camera's clock: as it says itself, else the file, else a track of timecode beside it. */
    Optional<String> timecode(Track track) {
        Optional<String> found = timecode(track.raw.metadata());
        if (found.isEmpty()) {
            found = timecode(context.metadata());
        }
        for (Track other : tracks) {
            if (found.isEmpty()) {
                found = timecode(other.raw.metadata());
            }
        }
        return found;
    }

    private static Optional<String> timecode(@Nullable AVDictionary metadata) {
        AVDictionaryEntry entry = avutil.av_dict_get(metadata, "timecode", null, 0);
        return entry == null || entry.isNull()
                ? Optional.empty()
                : Optional.of(FFmpeg.text(entry.value(), ""))
                        .filter(text -> TIMECODE.matcher(text).matches());
    }

    Track track(Packet packet) {
        return tracks.get(packet.track());
    }

    MediaLimits limits() {
        return limits;
    }

    /** The container's guess of a track's rate, better than the header alone. */
    org.bytedeco.ffmpeg.avutil.AVRational guessedRate(Track track) {
        AVStream stream = track.raw;
        return avformat.av_guess_frame_rate(context, stream, null);
    }

    org.bytedeco.ffmpeg.avutil.AVRational guessedAspect(Track track) {
        return avformat.av_guess_sample_aspect_ratio(context, track.raw, null);
    }

    /** Lets the demuxer skip what nobody reads. */
    void readOnly(Track... wanted) {
        List<Track> kept = List.of(wanted);
        for (Track track : tracks) {
            track.raw.discard(
                    kept.contains(track) ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
        }
    }

    /** Reads the next packet; false at the end of the file. */
    boolean read(Packet into) {
        into.clear();
        int code = avformat.av_read_frame(context, into.raw);
        if (code == FFmpeg.END) {
            return false;
        }
        if (code == FFmpeg.IO_ERROR) {
            // Demuxers say so of a file that ends early as well; only the file itself knows.
            FFmpeg.check(context.pb().error(), "reading " + path.getFileName());
            throw new BadMedia("the file is truncated or damaged: its data ends early");
        }
        FFmpeg.checkInput(code, "the file is truncated or damaged: its data ends early");
        return true;
    }

    /** Goes to a keyframe at or before the time as far as the container can tell; false where it cannot seek. */
    boolean seek(Track track, long timestamp) {
        int code =
                avformat.av_seek_frame(
                        context, track.index(), timestamp, avformat.AVSEEK_FLAG_BACKWARD);
        if (code == avutil.AVERROR_EXIT) {
            FFmpeg.check(code, "seeking");
        }
        return code >= 0;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        avformat.avformat_close_input(context);
        interrupt.close();
    }
}
