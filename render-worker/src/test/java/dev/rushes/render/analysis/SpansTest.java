package dev.rushes.render.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.footage.FootageAnalysis;
import org.junit.jupiter.api.Test;

class SpansTest {
    @Test
    void oneMoreThanAreListedIsSaidBeforeTheListIsMade() {
        Spans spans = new Spans(0.1);
        for (int i = 0; i < FootageAnalysis.MOST; i++) {
            spans.add(i, i + 0.5);
        }
        assertThat(spans.isCut()).isFalse();
        spans.add(FootageAnalysis.MOST, FootageAnalysis.MOST + 0.9);
        assertThat(spans.isCut()).isTrue();
        assertThat(spans.list()).hasSize(FootageAnalysis.MOST);
        assertThat(spans.isCut()).isTrue();
    }
}
