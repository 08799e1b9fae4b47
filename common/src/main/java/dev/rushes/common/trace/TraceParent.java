package dev.rushes.common.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace as text, in the form of the header {@code traceparent} of W3C Trace Context (version 00). Rows and
 * messages carry it, since what they ask for is done by another process, maybe hours later.
 */
public final class TraceParent {
    /** The attribute of a message that carries it. */
    public static final String ATTRIBUTE = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private TraceParent() {}

    /** Where this thread is in its trace; null where nothing is traced. */
    public static @Nullable String current() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-%s-%s-%s"
                        .formatted(
                                span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
                : null;
    }

    /** The parent of what is done for it; the root of a new trace where the text is missing or says nothing. */
    public static Context parent(@Nullable String text) {
        if (text == null) {
            return Context.root();
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Context.root();
        }
        SpanContext span =
                SpanContext.createFromRemoteParent(
                        parts.group(1),
                        parts.group(2),
                        TraceFlags.fromHex(parts.group(3), 0),
                        TraceState.getDefault());
        return Context.root().with(Span.wrap(span));
    }
}
