package dev.rushes.common.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String TEXT = "00-" + TRACE + "-" + SPAN + "-01";

    @Test
    void aPlaceInATraceIsReadAsItWasWritten() {
        SpanContext parent = Span.fromContext(TraceParent.parent(TEXT)).getSpanContext();
        assertThat(parent.getTraceId()).isEqualTo(TRACE);
        assertThat(parent.getSpanId()).isEqualTo(SPAN);
        assertThat(parent.isSampled()).isTrue();
        assertThat(parent.isRemote()).isTrue();
        try (Scope _ = TraceParent.parent(TEXT).makeCurrent()) {
            assertThat(TraceParent.current()).isEqualTo(TEXT);
        }
        assertThat(TraceParent.current()).isNull();
    }

    @Test
    void whatIsNotSampledStaysSo() {
        assertThat(
                        Span.fromContext(TraceParent.parent("00-" + TRACE + "-" + SPAN + "-00"))
                                .getSpanContext()
                                .isSampled())
                .isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "garbage",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01",
                "01-" + TRACE + "-" + SPAN + "-01",
                TEXT + "-and-more",
                TEXT + "\n"
            })
    void whatSaysNothingBeginsATraceOfItsOwn(@Nullable String text) {
        assertThat(Span.fromContext(TraceParent.parent(text)).getSpanContext().isValid()).isFalse();
    }
}
