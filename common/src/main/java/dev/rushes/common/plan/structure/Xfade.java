package dev.rushes.common.plan.structure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A transition in which two clips are seen at once, by the name of FFmpeg's {@code xfade} transition that draws it.
 *
 * <p>Names as in FFmpeg 8.0's libavfilter/vf_xfade.c, less {@code custom}, which would take an expression from the
 * caller. Plans use readable names; FFmpeg's own names work too, but for {@code dissolve}: to an editor that is a
 * cross-fade (FFmpeg's {@code fade}), and FFmpeg's random-pixel one is {@code pixel_dissolve}.
 */
public record Xfade(String ffmpegName) {
    public static final Xfade CROSS_FADE = new Xfade("fade");

    private static final List<String> OWN_NAMES =
            List.of(
                    "fade",
                    "wipeleft",
                    "wiperight",
                    "wipeup",
                    "wipedown",
                    "slideleft",
                    "slideright",
                    "slideup",
                    "slidedown",
                    "circlecrop",
                    "rectcrop",
                    "distance",
                    "fadeblack",
                    "fadewhite",
                    "radial",
                    "smoothleft",
                    "smoothright",
                    "smoothup",
                    "smoothdown",
                    "circleopen",
                    "circleclose",
                    "vertopen",
                    "vertclose",
                    "horzopen",
                    "horzclose",
                    "pixelize",
                    "diagtl",
                    "diagtr",
                    "diagbl",
                    "diagbr",
                    "hlslice",
                    "hrslice",
                    "vuslice",
                    "vdslice",
                    "hblur",
                    "fadegrays",
                    "wipetl",
                    "wipetr",
                    "wipebl",
                    "wipebr",
                    "squeezeh",
                    "squeezev",
                    "zoomin",
                    "fadefast",
                    "fadeslow",
                    "hlwind",
                    "hrwind",
                    "vuwind",
                    "vdwind",
                    "coverleft",
                    "coverright",
                    "coverup",
                    "coverdown",
                    "revealleft",
                    "revealright",
                    "revealup",
                    "revealdown");

    /** Plan name to transition, in the order in which an error lists them. */
    private static final Map<String, Xfade> BY_NAME = names();

    public static Optional<Xfade> named(String planName) {
        return Optional.ofNullable(BY_NAME.get(planName));
    }

    /** Every name that a plan may use for an overlapping transition. */
    public static Iterable<String> planNames() {
        return Collections.unmodifiableSet(BY_NAME.keySet());
    }

    private static Map<String, Xfade> names() {
        Map<String, Xfade> names = new LinkedHashMap<>();
        names.put("dissolve", CROSS_FADE);
        names.put("fade_black", new Xfade("fadeblack"));
        names.put("fade_white", new Xfade("fadewhite"));
        for (String way : new String[] {"wipe", "slide", "smooth"}) {
            for (String side : new String[] {"left", "right", "up", "down"}) {
                names.put(way + "_" + side, new Xfade(way + side));
            }
        }
        names.put("circle_open", new Xfade("circleopen"));
        names.put("circle_close", new Xfade("circleclose"));
        names.put("zoom_in", new Xfade("zoomin"));
        names.put("blur", new Xfade("hblur"));
        names.put("pixel_dissolve", new Xfade("dissolve"));
        OWN_NAMES.forEach(own -> names.put(own, new Xfade(own)));
        return names;
    }
}
