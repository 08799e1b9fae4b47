package dev.rushes.render.ffmpeg;

import dev.rushes.render.media.MediaFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraphSegment;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avutil;

/** Owns a filter graph made from a text in which inputs are called {@code in0}, {@code in1} and the output {@code out}. */
public final class FilterGraph implements AutoCloseable {
    static {
        FFmpeg.load();
    }

    private final AVFilterGraph graph;
    private final List<AVFilterContext> inputs = new ArrayList<>();
    private final AVFilterContext output;

    private FilterGraph(
            AVFilterGraph graph,
            String description,
            Map<String, Map<String, String>> options,
            boolean video) {
        this.graph = graph;
        // One thread: segments run side by side, and each slice thread would hold its own buffers.
        graph.nb_threads(1);
        parse(graph, description, options);
        FFmpeg.check(
                avfilter.avfilter_graph_config(graph, null),
                "setting up the filter graph " + description);
        String kind = video ? "buffer" : "abuffer";
        for (int i = 0; ; i++) {
            AVFilterContext input = avfilter.avfilter_graph_get_filter(graph, kind + "@in" + i);
            if (input == null || input.isNull()) {
                break;
            }
            inputs.add(input);
        }
        AVFilterContext sink = avfilter.avfilter_graph_get_filter(graph, kind + "sink@out");
        if (sink == null || sink.isNull()) {
            throw new MediaFault("the filter graph has no output: " + description);
        }
        this.output = sink;
    }

    private static void parse(
            AVFilterGraph graph, String description, Map<String, Map<String, String>> options) {
        AVFilterGraphSegment segment = new AVFilterGraphSegment(null);
        AVFilterInOut open = new AVFilterInOut(null);
        AVFilterInOut ends = new AVFilterInOut(null);
        String reading = "reading the filter graph " + description;
        try {
            FFmpeg.check(
                    avfilter.avfilter_graph_segment_parse(graph, description, 0, segment), reading);
            FFmpeg.check(avfilter.avfilter_graph_segment_create_filters(segment, 0), reading);
            options.forEach((filter, values) -> {
                AVFilterContext context = avfilter.avfilter_graph_get_filter(graph, filter);
                if (context == null || context.isNull()) {
                    throw new MediaFault("the filter graph has no " + filter);
                }
                values.forEach((key, value) ->
                        FFmpeg.check(
                                avutil.av_opt_set(
                                        context, key, value, avutil.AV_OPT_SEARCH_CHILDREN),
                                "setting " + key + " of " + filter));
            });
            FFmpeg.check(avfilter.avfilter_graph_segment_apply(segment, 0, open, ends), reading);
        } finally {
            avfilter.avfilter_inout_free(open);
            avfilter.avfilter_inout_free(ends);
            avfilter.avfilter_graph_segment_free(segment);
        }
    }

    public static FilterGraph video(String description) {
        return create(description, Map.of(), true);
    }

    /**
     * A graph of which some options may not stand in its text, since users have a say in them: a path, a colour.
     *
     * @param options values by option's name, by filter's name ({@code lut3d@table0})
     */
    public static FilterGraph video(String description, Map<String, Map<String, String>> options) {
        return create(description, options, true);
    }

    public static FilterGraph audio(String description) {
        return create(description, Map.of(), false);
    }

    private static FilterGraph create(
            String description, Map<String, Map<String, String>> options, boolean video) {
        AVFilterGraph graph = FFmpeg.allocated(avfilter.avfilter_graph_alloc(), "a filter graph");
        try {
            return new FilterGraph(graph, description, options, video);
        } catch (Throwable e) {
            avfilter.avfilter_graph_free(graph);
            throw e;
        }
    }

    /** Puts a frame in; the caller keeps its own reference. */
    public void push(int input, Frame frame) {
        long begin = CpuShares.begin();
        int code =
                avfilter.av_buffersrc_add_frame_flags(
                        inputs.get(input), frame.raw, avfilter.AV_BUFFERSRC_FLAG_KEEP_REF);
        CpuShares.end(CpuShares.Work.FILTER, begin);
        FFmpeg.check(code, "filtering");
    }

    /** Changes an option of a filter while it runs. */
    public void command(String filter, String option, String value) {
        byte[] answer = new byte[64];
        FFmpeg.check(
                avfilter.avfilter_graph_send_command(
                        graph, filter, option, value, answer, answer.length, 0),
                "changing a filter");
    }

    /** Says that no more frames come. */
    public void end(int input) {
        FFmpeg.check(
                avfilter.av_buffersrc_add_frame_flags(inputs.get(input), null, 0), "filtering");
    }

    /** Takes a finished frame; false where more input is needed or the end is reached. */
    public boolean pull(Frame into) {
        into.clear();
        long begin = CpuShares.begin();
        int code = avfilter.av_buffersink_get_frame(output, into.raw);
        CpuShares.end(CpuShares.Work.FILTER, begin);
        if (code == FFmpeg.AGAIN || code == FFmpeg.END) {
            return false;
        }
        FFmpeg.check(code, "filtering");
        return true;
    }

    @Override
    public void close() {
        avfilter.avfilter_graph_free(graph);
    }
}
