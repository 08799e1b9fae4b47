package dev.rushes.render.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.problem.ProblemType;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void badMediaIsFinalAndSaysWhy() {
        assertThat(Failure.of(new BadMedia("the file is empty")))
                .isEqualTo(new Failure.Final(ProblemType.BAD_MEDIA, "The file is empty."));
    }

    @Test
    void aRefusalKeepsItsWords() {
        assertThat(Failure.of(new Refused(ProblemType.PLAN_NOT_RENDERABLE, "/scenes: none.")))
                .isEqualTo(new Failure.Final(ProblemType.PLAN_NOT_RENDERABLE, "/scenes: none."));
    }

    @Test
    void anEnginesFaultIsTriedAgainAndKeepsItsClassesToItself() {
        assertThat(Failure.of(new MediaFault("rendering failed: java.lang.Exception")))
                .isEqualTo(new Failure.Transient("The worker had a fault while working on it."));
    }

    @Test
    void whatNobodyTypedIsTriedAgain() {
        assertThat(Failure.of(new IllegalStateException("secret")))
                .isEqualTo(new Failure.Transient("Something went wrong inside the worker."));
    }
}
