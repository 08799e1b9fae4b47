package dev.rushes.api.plan.interchange;

import dev.rushes.api.plan.interchange.CutList.Cut;
import dev.rushes.api.plan.interchange.CutList.Media;
import dev.rushes.common.plan.Rational;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes FCPXML 1.10 for Final Cut Pro: one storyline, cross-dissolves, speeds, the reasons as markers, other takes as an
 * audition. All times are whole frames of the plan's rate, written as fractions of a second.
 */
public final class Fcpxml {
    /** Final Cut Pro's own effect; other transitions are exported as it, with their name. */
    private static final String DISSOLVE_UID = "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265";

    private final CutList list;
    private final Map<String, String> assets = new LinkedHashMap<>();
    private final StringBuilder xml = new StringBuilder();

    private Fcpxml(CutList list) {
        this.list = list;
        for (Cut cut : list.cuts()) {
            assets.computeIfAbsent(cut.s3Key(), key -> "r" + (assets.size() + 3));
            CutList.alternates(cut)
                    .forEach(other ->
                            assets.computeIfAbsent(other, key -> "r" + (assets.size() + 3)));
        }
    }

    /** The file's content. */
    public static String written(CutList list) {
        return new Fcpxml(list).document();
    }

    private String document() {
        xml.append(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE fcpxml>\n<fcpxml version=\"1.10\">\n <resources>\n");
        xml.append("  <format id=\"r1\"")
                .append(attribute("frameDuration", time(1)))
                .append(attribute("width", Integer.toString(list.width())))
                .append(attribute("height", Integer.toString(list.height())))
                .append("/>\n  <effect id=\"r2\" name=\"Cross Dissolve\"")
                .append(attribute("uid", DISSOLVE_UID))
                .append("/>\n");
        assets.forEach(this::asset);
        xml.append(" </resources>\n <library>\n  <event")
                .append(attribute("name", list.title()))
                .append(">\n   <project")
                .append(attribute("name", list.title()))
                .append(">\n    <sequence format=\"r1\"")
                .append(attribute("duration", time(list.length())))
                .append(" tcStart=\"0s\"")
                .append(attribute("tcFormat", new Timecode(list.rate()).drops() ? "DF" : "NDF"))
                .append(" audioLayout=\"stereo\" audioRate=\"48k\">\n     <spine>\n");
        long at = 0;
        for (int i = 0; i < list.cuts().size(); i++) {
            at += story(i, at);
        }
        return xml.append(
                        "     </spine>\n    </sequence>\n   </project>\n  </event>\n </library>\n</fcpxml>\n")
                .toString();
    }

    private void asset(String key, String id) {
        Media media = list.media(key);
        long frames =
                media.seconds() == null ? least(key) : media.seconds().times(list.rate()).floor();
        xml.append("  <asset")
                .append(attribute("id", id))
                .append(attribute("name", media.name()))
                .append(attribute("start", time(list.first(key))))
                .append(attribute("duration", time(Math.max(1, frames))))
                .append(" hasVideo=\"1\" format=\"r1\" videoSources=\"1\"")
                .append(
                        media.sound()
                                ? " hasAudio=\"1\" audioSources=\"1\" audioChannels=\"2\""
                                : "")
                .append(">\n   <media-rep kind=\"original-media\"")
                .append(attribute("src", "./" + Uris.path(key)))
                .append("/>\n  </asset>\n");
    }

    /** Of a take whose length nobody knows: what is shown of it. */
    private long least(String key) {
        return list.cuts().stream()
                .filter(cut -> cut.s3Key().equals(key))
                .mapToLong(cut -> cut.out().times(list.rate()).floor())
                .max()
                .orElse(1);
    }

    /** A clip with the transition into it; the frames that it takes on the storyline. */
    private long story(int index, long at) {
        Cut cut = list.cuts().get(index);
        long head = Otio.head(cut);
        long tail =
                list.overlapAfter(index) == 0
                        ? 0
                        : list.overlapAfter(index) - Otio.head(list.cuts().get(index + 1));
        long frames = cut.frames() - head - tail;
        if (cut.overlap() > 0) {
            xml.append("      <transition")
                    .append(attribute("name", cut.transition()))
                    .append(attribute("offset", time(at - (cut.overlap() - head))))
                    .append(attribute("duration", time(cut.overlap())))
                    .append(">\n       <filter-video ref=\"r2\"/>\n      </transition>\n");
        }
        long start = cut.in().times(list.rate()).plus(cut.speed().times(head)).roundHalfUp();
        List<String> takes = new ArrayList<>(List.of(cut.s3Key()));
        takes.addAll(CutList.alternates(cut));
        if (takes.size() == 1) {
            clip(cut, cut.s3Key(), at, start, frames, "      ");
        } else {
            // The first is the one that is shown.
            xml.append("      <audition").append(attribute("offset", time(at))).append(">\n");
            takes.stream()
                    .distinct()
                    .forEach(key ->
                            clip(
                                    cut,
                                    key,
                                    at,
                                    key.equals(cut.s3Key()) ? start : 0,
                                    frames,
                                    "       "));
            xml.append("      </audition>\n");
        }
        return frames;
    }

    private void clip(Cut cut, String key, long at, long start, long frames, String indent) {
        boolean fast = !cut.speed().equals(Rational.ONE);
        // Under a time map clips count in its own time, from nought.
        long from =
                fast
                        ? Rational.of(start).dividedBy(cut.speed()).roundHalfUp()
                        : list.first(key) + start;
        xml.append(indent)
                .append("<asset-clip")
                .append(attribute("ref", assets.getOrDefault(key, "r1")))
                .append(attribute("offset", time(at)))
                .append(attribute("name", list.media(key).name()))
                .append(attribute("start", time(from)))
                .append(attribute("duration", time(frames)))
                .append(" format=\"r1\">\n");
        if (fast) {
            long whole = from + frames;
            xml.append(indent)
                    .append(" <timeMap>\n")
                    .append(indent)
                    .append("  <timept time=\"0s\"")
                    .append(attribute("value", time(list.first(key))))
                    .append(" interp=\"linear\"/>\n")
                    .append(indent)
                    .append("  <timept")
                    .append(attribute("time", time(whole)))
                    .append(
                            attribute(
                                    "value",
                                    Rational.of(whole)
                                                    .times(cut.speed())
                                                    .plus(Rational.of(list.first(key)))
                                                    .dividedBy(list.rate())
                                            + "s"))
                    .append(" interp=\"linear\"/>\n")
                    .append(indent)
                    .append(" </timeMap>\n");
        }
        if (key.equals(cut.s3Key()) && !CutList.reason(cut).isEmpty()) {
            xml.append(indent)
                    .append(" <marker")
                    .append(attribute("start", time(from)))
                    .append(attribute("duration", time(1)))
                    .append(attribute("value", CutList.reason(cut)))
                    .append("/>\n");
        }
        xml.append(indent).append("</asset-clip>\n");
    }

    private String time(long frames) {
        return Rational.of(frames).dividedBy(list.rate()) + "s";
    }

    private static String attribute(String name, String value) {
        StringBuilder text = new StringBuilder(" ").append(name).append("=\"");
        value.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> text.append("&amp;");
                        case '<' -> text.append("&lt;");
                        case '>' -> text.append("&gt;");
                        case '"' -> text.append("&quot;");
                        default -> {
                            // XML 1.0 has no other control characters, and no lone surrogates.
                            boolean allowed =
                                    c >= 0x20
                                            && c != 0xFFFE
                                            && c != 0xFFFF
                                            && !(c >= 0xD800 && c <= 0xDFFF);
                            text.appendCodePoint(allowed ? c : ' ');
                        }
                    }
                });
        return text.append('"').toString();
    }
}
