package dev.rushes.api.plan.interchange;

import dev.rushes.api.plan.interchange.CutList.Cut;
import dev.rushes.common.plan.Rational;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a CMX 3600 edit decision list: one video track, cuts, dissolves, wipes, fades from and to black, speeds (M2). Times of
 * takes are those of the camera where the file knows them, each in the count of its camera, else they count from the first
 * frame; the programme begins at 01:00:00:00. Comments say what the columns cannot: whole file
 * names, scenes, reasons, and the rate.
 */
public final class Edl {
    static final String BLACK = "BL";
    static final String RATE = "* RUSHES RATE: ";
    static final String SCENE = "* RUSHES SCENE: ";
    static final String SOURCE = "* SOURCE FILE: ";
    static final String REASON = "* COMMENT: ";
    static final String EFFECT = "* EFFECT NAME: ";
    private static final int LONGEST_COMMENT = 1000;
    private static final int LONGEST_REEL = 8;

    /** Of the wipe codes of the SMPTE, those for straight edges. */
    static final Map<String, String> WIPES =
            Map.of(
                    "wipe_left",
                    "W002",
                    "wipe_right",
                    "W001",
                    "wipe_up",
                    "W004",
                    "wipe_down",
                    "W003");

    private final CutList list;
    private final Timecode code;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> reels = new HashMap<>();
    private long record;
    private int number;
    private int scene = -1;

    private Edl(CutList list) {
        this.list = list;
        this.code = new Timecode(list.rate());
        this.record = code.frame("01:00:00:00").orElseThrow();
    }

    /** The file's content. */
    public static String written(CutList list) {
        return new Edl(list).lines();
    }

    private String lines() {
        line("TITLE: " + plain(list.title()));
        line("FCM: " + (code.drops() ? "DROP FRAME" : "NON-DROP FRAME"));
        line(RATE + list.rate());
        for (int i = 0; i < list.cuts().size(); i++) {
            event(i);
        }
        return text.toString();
    }

    private void event(int index) {
        Cut cut = list.cuts().get(index);
        String reel = reel(cut.s3Key());
        long in = first(cut);
        long lost = list.overlapAfter(index) + cut.fadeOut();
        long frames = cut.frames() - lost;
        long out = in + source(cut, frames);
        String kind = "C";
        long over = 0;
        number++;
        if (cut.overlap() > 0) {
            Cut before = list.cuts().get(index - 1);
            // The one before goes on under the transition.
            long at = first(before) + source(before, before.frames() - cut.overlap());
            columns(before.s3Key(), "C", 0, at, at, 0);
            kind = WIPES.getOrDefault(cut.transition(), "D");
            over = cut.overlap();
        } else if (cut.fadeIn() > 0) {
            columns(BLACK, "C", 0, 0, 0, 0);
            kind = "D";
            over = cut.fadeIn();
        }
        columns(cut.s3Key(), kind, over, in, out, frames);
        if (!cut.speed().equals(Rational.ONE)) {
            line(
                    String.format(
                            Locale.ROOT,
                            "M2   %-8s       %05.1f                %s",
                            reel,
                            cut.speed().times(code.nominal()).toDouble(),
                            code(cut.s3Key()).text(in)));
            line("* RUSHES SPEED: " + cut.speed());
        }
        line("* FROM CLIP NAME: " + plain(list.media(cut.s3Key()).name()));
        line(SOURCE + plain(cut.s3Key()));
        if (cut.overlap() > 0) {
            line(EFFECT + cut.transition());
        }
        if (cut.scene() != scene) {
            scene = cut.scene();
            line(
                    (SCENE
                                    + plain(
                                            list.document()
                                                    .path("scenes")
                                                    .path(scene)
                                                    .path("sceneId")
                                                    .asText("-"))
                                    + " "
                                    + plain(
                                            list.document()
                                                    .path("scenes")
                                                    .path(scene)
                                                    .path("name")
                                                    .asText("")))
                            .stripTrailing());
        }
        if (!CutList.reason(cut).isEmpty()) {
            line(REASON + plain(CutList.reason(cut)));
        }
        if (cut.fadeOut() > 0) {
            number++;
            columns(cut.s3Key(), "C", 0, out, out, 0);
            columns(BLACK, "D", cut.fadeOut(), 0, cut.fadeOut(), cut.fadeOut());
        }
    }

    /** The frame of its take with which a clip begins, by the camera's clock. */
    private long first(Cut cut) {
        return list.first(cut.s3Key()) + cut.in().times(list.rate()).roundHalfUp();
    }

    /** How the camera of a take counts. */
    private Timecode code(String key) {
        CameraTime camera = list.media(key).camera();
        return camera == null ? code : camera.code(list.rate());
    }

    /** Source frames that pass in so many of the programme. */
    private static long source(Cut cut, long frames) {
        return cut.speed().times(frames).roundHalfUp();
    }

    private void columns(String key, String kind, long over, long in, long out, long frames) {
        line(
                String.format(
                        Locale.ROOT,
                        "%03d  %-8s V     %-4s %s %s %s %s %s",
                        number,
                        key.equals(BLACK) ? BLACK : reel(key),
                        kind,
                        over == 0 ? "   " : String.format(Locale.ROOT, "%03d", over),
                        code(key).text(in),
                        code(key).text(out),
                        code.text(record),
                        code.text(record + frames)));
        record += frames;
    }

    /** Eight capitals and digits of a file's name, each take its own. */
    private String reel(String key) {
        return reels.computeIfAbsent(
                key,
                unknown -> {
                    String name = list.media(key).name();
                    int dot = name.lastIndexOf('.');
                    String plain =
                            (dot > 0 ? name.substring(0, dot) : name)
                                    .toUpperCase(Locale.ROOT)
                                    .replaceAll("[^A-Z0-9]", "");
                    String reel =
                            plain.length() > LONGEST_REEL
                                    ? plain.substring(0, LONGEST_REEL)
                                    : plain;
                    List<String> taken = new ArrayList<>(reels.values());
                    for (int i = 1;
                            reel.isEmpty()
                                    || reel.equals(BLACK)
                                    || reel.equals("AX")
                                    || taken.contains(reel);
                            i++) {
                        String end = Integer.toString(i);
                        reel =
                                (plain + "R")
                                                .substring(
                                                        0,
                                                        Math.min(
                                                                plain.length() + 1,
                                                                LONGEST_REEL - end.length()))
                                        + end;
                    }
                    return reel;
                });
    }

    private static String plain(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ").strip();
        return line.length() > LONGEST_COMMENT ? line.substring(0, LONGEST_COMMENT) : line;
    }

    private void line(String line) {
        text.append(line).append("\r\n");
    }
}
